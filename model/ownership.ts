import { createHash, randomBytes } from "node:crypto";

/**
 * The owner of a temporary resource: the stack that created it, and a random id known only to its state. The id
 * decides; the names are for people. Without an id there is no mark, because the state is from a version without ids.
 */
export interface Ownership {
  organization: string;
  project: string;
  stack: string;
  /** Random; generated once and kept in the state of the dbferry provider. */
  id?: string;
}

/** Placeholder for the id when previewing a stack that has none yet. */
export const ID_IN_PREVIEW = "made-by-the-first-update";

export function newStateId(): string {
  return randomBytes(6).toString("hex");
}

/**
 * The owner of an id that the user writes into a stack's file: the parts of its path that a resource's URN also has.
 */
type Keeper = Pick<Ownership, "project" | "stack">;

/**
 * An id as the user writes it into the stack's file, for a stack whose default provider has changed. It is bound to
 * that stack: in a copied file it does not make another stack the owner of the first one's resources.
 */
export function writtenId(id: string, { project, stack }: Keeper): string {
  return `${id}-${digestOf(id, project, stack)}`;
}

/** The id in a text that `writtenId` created for this stack; undefined: it is for another stack, or not such a text. */
export function idWrittenFor(text: string, keeper: Keeper): string | undefined {
  const id = text.split("-", 1)[0]!;
  return isStateId(id) && text === writtenId(id, keeper) ? id : undefined;
}

/** Whether a text from a cloud has the form of an id, and so can be part of a command that is shown. */
export function isStateId(text: string): boolean {
  return /^[0-9a-f]{12}$/.test(text);
}

/**
 * `organization/project/stack`, shortened so that a description of 255 characters has room for the rest of the mark.
 */
export function stackPath({ organization, project, stack }: Ownership): string {
  const path = `${organization}/${project}/${stack}`;
  return path.length <= LONGEST_PATH ? path : `...${path.slice(path.length - LONGEST_PATH + 3)}`;
}
const LONGEST_PATH = 120;

/**
 * The mark of a resource that only has a name: the same parts always give the same digest, and another id gives
 * another.
 */
export function digestOf(id: string, ...parts: readonly string[]): string {
  return createHash("sha256")
    .update([id, ...parts].join("\n"))
    .digest("hex")
    .slice(0, 6);
}
