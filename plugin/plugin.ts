import type { Refusal } from "./refusal";
import type { Value, Values } from "./values";

/** The resource a call refers to. */
export interface Call {
  urn: string;
  type: string;
  /** The resource's custom timeout; absent if none was set. */
  timeoutSeconds?: number;
}

/** A rejected property; an empty path means the whole resource. */
export interface Failure {
  property: string;
  reason: string;
}

export interface Checked {
  inputs: Values;
  failures: Failure[];
}

export interface Change {
  /** Property path as displayed by the engine: `source.host`, `databases[1]`. */
  path: string;
  kind: "add" | "delete" | "update";
  replace: boolean;
  /** The change is in the inputs. */
  input?: boolean;
}

export interface Diff {
  changes: Change[];
  deleteBeforeReplace?: boolean;
}

/** The top-level properties of changes, without duplicates. */
export function topLevel(changes: readonly Change[]): string[] {
  return [...new Set(changes.map(({ path }) => path.split(/[.[]/)[0]!))];
}

/** The properties that cause a replacement. */
export function replacedBy({ changes }: Diff): string[] {
  return topLevel(changes.filter(({ replace }) => replace));
}

/** A resource as recorded by the engine. */
export interface Recorded {
  /** Engines omit the inputs in some calls. */
  inputs?: Values;
  outputs: Values;
}

/** A parameterization as sent by a generated SDK (`value`) or by the CLI (`args`). */
export type ParameterizeArgs =
  | { kind: "value"; name: string; version: string; value: Uint8Array }
  | { kind: "args"; args: string[] };

/**
 * A resource provider, independent of gRPC: takes and returns trees of property values. Errors it throws are converted
 * by its `refusal`.
 */
export interface Plugin {
  version: string;
  /** The package schema. */
  schema(): object | Promise<object>;
  /**
   * Whether the engine must refresh resources of this type before every update, preview and destroy. Absent: only on
   * request.
   */
  rereads?(type: string): boolean;
  /** Called with the engine's address, for its log. */
  attach?(engine: string): void;
  /** Absent: the plugin takes no parameters. */
  parameterize?(args: ParameterizeArgs): { name: string; version: string };

  /** @param olds the last recorded configuration; absent if there is none */
  checkConfig(urn: string, news: Values, olds?: Values): Checked;
  /** Effect of a changed configuration on resources created with the old one. */
  diffConfig(olds: Values, news: Values): "same" | "changed" | "unknown";
  configure(args: Values): void;
  /** Cancels every wait. */
  cancel?(): void;

  check(call: Call, olds: Values | undefined, news: Values): Checked;
  /** @param ignore paths that the program ignores (`ignoreChanges`) */
  diff(call: Call, old: Recorded & { id: string }, news: Values, ignore: string[]): Diff | Promise<Diff>;
  create(call: Call, inputs: Values, preview: boolean): Promise<{ id: string; outputs: Values }>;
  /** Returns undefined if the resource is gone. */
  read(call: Call, id: string, old: Recorded): Promise<{ id: string; outputs: Values; inputs: Values } | undefined>;
  update(call: Call, id: string, old: Recorded, news: Values, preview: boolean): Promise<Values>;
  delete(call: Call, id: string, old: Recorded): Promise<void>;
  /** Invokes a function. */
  invoke(token: string, args: Values): Promise<Values>;
  /** Creates a component; request and response are protocol messages as bytes. Absent if the plugin has none. */
  construct?(request: Buffer): Promise<Buffer>;
  /** Shuts the plugin down. */
  stop?(): Promise<void>;

  /** @param given all property trees of the call, so that their secrets can be redacted from the message */
  refusal(error: unknown, given: readonly Value[]): Refusal;
}
