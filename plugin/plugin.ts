import type { Refusal } from "./refusal";
import type { Value, Values } from "./values";

/** The resource that a call is about. */
export interface Call {
  urn: string;
  type: string;
  /** The resource's custom timeout; absent: none was set. */
  timeoutSeconds?: number;
}

/** A property that was refused; an empty path means the resource as a whole. */
export interface Failure {
  property: string;
  reason: string;
}

export interface Checked {
  inputs: Values;
  failures: Failure[];
}

export interface Change {
  /** Property path as the engine shows it: `source.host`, `databases[1]`. */
  path: string;
  kind: "add" | "delete" | "update";
  replace: boolean;
  /** The change is one of the inputs. */
  input?: boolean;
}

export interface Diff {
  changes: Change[];
  deleteBeforeReplace?: boolean;
}

/** The top-level properties of changes, each once. */
export function topLevel(changes: readonly Change[]): string[] {
  return [...new Set(changes.map(({ path }) => path.split(/[.[]/)[0]!))];
}

/** The properties for which a resource is replaced. */
export function replacedBy({ changes }: Diff): string[] {
  return topLevel(changes.filter(({ replace }) => replace));
}

/** A resource as the engine has recorded it. */
export interface Recorded {
  /** Engines leave the inputs out of some calls. */
  inputs?: Values;
  outputs: Values;
}

/** A parameterization as sent by a generated SDK (`value`) or by the CLI (`args`). */
export type ParameterizeArgs =
  | { kind: "value"; name: string; version: string; value: Uint8Array }
  | { kind: "args"; args: string[] };

/** A resource provider, free of gRPC: trees of property values in, trees out. What it throws is answered by its `refusal`. */
export interface Plugin {
  version: string;
  /** The package schema. */
  schema(): object | Promise<object>;
  /** Whether the engine is to read a resource of this type again before every update, preview and destroy. Absent: only when it is told to. */
  rereads?(type: string): boolean;
  /** Told the engine's address, for its log. */
  attach?(engine: string): void;
  /** Absent: the plugin takes no parameters. */
  parameterize?(args: ParameterizeArgs): { name: string; version: string };

  /** @param olds as it was last recorded; absent: never */
  checkConfig(urn: string, news: Values, olds?: Values): Checked;
  /** What a changed configuration means for the resources made with the old one. */
  diffConfig(olds: Values, news: Values): "same" | "changed" | "unknown";
  configure(args: Values): void;
  /** Every wait is to end. */
  cancel?(): void;

  check(call: Call, olds: Values | undefined, news: Values): Checked;
  /** @param ignore paths that the program ignores (`ignoreChanges`) */
  diff(call: Call, old: Recorded & { id: string }, news: Values, ignore: string[]): Diff | Promise<Diff>;
  create(call: Call, inputs: Values, preview: boolean): Promise<{ id: string; outputs: Values }>;
  /** undefined: it is gone. */
  read(call: Call, id: string, old: Recorded): Promise<{ id: string; outputs: Values; inputs: Values } | undefined>;
  update(call: Call, id: string, old: Recorded, news: Values, preview: boolean): Promise<Values>;
  delete(call: Call, id: string, old: Recorded): Promise<void>;
  /** Calls a function. */
  invoke(token: string, args: Values): Promise<Values>;
  /** Makes a component: request and response are the protocol's messages as bytes. Absent: it has none. */
  construct?(request: Buffer): Promise<Buffer>;
  /** The plugin ends. */
  stop?(): Promise<void>;

  /** @param given every tree of values that came with the call, for keeping their secrets out of the message */
  refusal(error: unknown, given: readonly Value[]): Refusal;
}
