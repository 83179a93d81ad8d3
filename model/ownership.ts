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
