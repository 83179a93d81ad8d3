import type { NameVerdict } from "./judge";

/** What a task was given for its source, and which address its name had by then. */
export interface NameSeen {
  name: string;
  address: string;
  /** ISO 8601 instant. */
  at: string;
  /** The resolvers that gave it. */
  by: string[];
  /** Whether the task was given the name, or this address. */
  given: "name" | "address";
}

/** How a name compares with what it was. */
export type NameChange =
  | { kind: "same" }
  | { kind: "moved"; to: string }
  | { kind: "unproven"; why: Extract<NameVerdict, { address?: undefined }> };

export function changeOf(before: Pick<NameSeen, "address">, now: NameVerdict): NameChange {
  if (now.address === undefined) return { kind: "unproven", why: now };
  return now.address === before.address ? { kind: "same" } : { kind: "moved", to: now.address };
}

export function provenText(name: string, { address, by, silent }: Extract<NameVerdict, { address: string }>): string {
  const unheard = silent.length > 0 ? `; no answer from ${silent.join(", ")}` : "";
  return `the source ${name} has the address ${address}, according to ${by.join(", ")}${unheard}`;
}

export function unprovenText(
  name: string,
  { seen, needed, fix }: Extract<NameVerdict, { address?: undefined }>,
): string {
  return `the address of the source ${name} is not proven: ${seen}; needed: ${needed}; ${fix}`;
}

/** Of a task that runs, if no address was recorded when it was configured. */
export function unknownText(name: string): string {
  return (
    `it is not known which address the source ${name} had when the task was configured: none was proven then, or the run that configured it was interrupted, or another stack or ` +
    "an earlier version of dbferry did it. Whether the name has moved since cannot be seen, and the cutover has no gate G10: before it, make sure that the task reads the server " +
    "that the gates look at"
  );
}

/** Reports a move, and what it means for a task that has been given the name, or the old address. */
export function movedText({ name, address, at, given }: NameSeen, to: string): string {
  const what = `the source ${name} has moved: it had the address ${address} (${at}), and now has ${to}`;
  if (given === "address")
    return (
      `${what}. The task was given ${address}: it goes on reading that address, which may be another server by now, or none, and dbferry cannot change this in a task that has ` +
      `started. If the server is still at ${address}, or the move is a mistake: put the record back to ${address}. Otherwise let ${to} through every firewall on the way whose ` +
      "rules name the old address, and begin again with another task: dbferry cancel gives this one up, with all that it has copied since its start"
    );
  return (
    `${what}. The task was given the name: its present connections still lead to ${address}, and the next ones to ${to}. ` +
    `Make sure that ${to} is the same database, with its binary log; let ${to} through every firewall on the way whose rules name ${address}; and open at ${to} what the migration ` +
    `opened at ${address}, if it is another instance. If the move is a mistake: put the record back to ${address}`
  );
}
