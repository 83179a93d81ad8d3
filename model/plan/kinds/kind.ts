/** What is known about a type of resource. */
export interface Kind {
  /** For people, singular. */
  title: string;
  /** Where its counterpart is: in a cloud, on a database server, or nowhere but in the stack's state. */
  at: "cloud" | "server" | "state";
  /** What it is for. */
  what: string;
  /** Of which the picture counts how many there are. */
  counted?: "route" | "tunnel";
  /** Ids of what its vendor charges for it, in `model/prices`. */
  prices: readonly string[];
  /** What of these is for each resource of the type, by id; the rest is charged once, however many there are. */
  each?: readonly string[];
}

export type Kinds = Readonly<Record<string, Kind>>;
