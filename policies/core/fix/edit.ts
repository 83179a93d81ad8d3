/**
 * One change to a resource's inputs or options. Rules give changes and not text, so that a fix can be shown as it would stand in the program,
 * applied to the inputs, and judged again. Paths are written as in findings: `srcInfo.infos[0].host`.
 */
export type Edit =
  | SetValue
  | DropEntries
  | AddEntries
  | SetTags
  | SetOption
  /** Another resource is registered beside this one, as a program would write it. */
  | { register: string; note?: string }
  /** The resource goes, with single resources in its place or without. */
  | { gone: true; instead?: readonly Replacement[] };

/** Writes a value. */
export interface SetValue {
  at: string;
  to: unknown;
  /** Only where nothing stands yet. */
  unless?: "there";
  /** What stands there is a secret. */
  secret?: true;
  /** A comment behind the new line. */
  note?: string;
}

/** Takes entries out of a list, however it is written, and leaves the others as they are. */
export interface DropEntries {
  at: string;
  /** The entries as the rules read them. */
  without: readonly string[];
  /** What stands there when no entry is left. */
  instead: string;
  /** The property takes a list, which matters where nothing is written. */
  list?: true;
  note?: string;
}

/** Adds entries to a list, however it is written. */
export interface AddEntries {
  at: string;
  with: readonly string[];
}

/** Adds tags to a map, or to a list of keys and values. */
export interface SetTags {
  at: string;
  tags: Readonly<Record<string, string>>;
}

/** Writes a resource option; `undefined` takes it away. */
export interface SetOption {
  option: "ignoreChanges" | "protect" | "dependsOn";
  to: unknown;
}

/** A resource to register instead. */
export interface Replacement {
  type: string;
  name: string;
  inputs: Readonly<Record<string, unknown>>;
}

/** Code that stands where a value would: the output of a resource, a secret, the contents of a file. */
export class Code {
  /** @param sample a value of the kind that the code gives, for judging the fix */
  constructor(
    readonly text: string,
    readonly sample: unknown,
  ) {}
}
