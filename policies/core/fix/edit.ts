/**
 * One change to a resource's inputs or options. Rules return edits rather than text, so that a fix can be shown as
 * program text, applied to the inputs, and judged again. Paths are written as in findings: `srcInfo.infos[0].host`.
 */
export type Edit =
  | SetValue
  | DropEntries
  | AddEntries
  | SetTags
  | SetOption
  /** Registers another resource next to this one, written as in a program. */
  | { register: string; note?: string }
  /** Removes the resource, optionally replacing it with separate resources. */
  | { gone: true; instead?: readonly Replacement[] };

/** Writes a value. */
export interface SetValue {
  at: string;
  to: unknown;
  /** Only where no value is set yet. */
  unless?: "there";
  /** The existing value is a secret. */
  secret?: true;
  /** A trailing comment on the new line. */
  note?: string;
}

/** Removes entries from a list, in whatever form it is written, and keeps the others unchanged. */
export interface DropEntries {
  at: string;
  /** The entries as the rules read them. */
  without: readonly string[];
  /** The replacement when no entry is left. */
  instead: string;
  /** The property takes a list; relevant when it has no value yet. */
  list?: true;
  note?: string;
}

/** Adds entries to a list, in whatever form it is written. */
export interface AddEntries {
  at: string;
  with: readonly string[];
}

/** Adds tags to a map, or to a list of key-value pairs. */
export interface SetTags {
  at: string;
  tags: Readonly<Record<string, string>>;
}

/** Sets a resource option; `undefined` removes it. */
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

/** Code in place of a value: a resource output, a secret, the contents of a file. */
export class Code {
  /** @param sample a value of the same kind as the code's result, for judging the fix */
  constructor(
    readonly text: string,
    readonly sample: unknown,
  ) {}
}
