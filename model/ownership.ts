import { createHash, randomBytes } from "node:crypto";

/**
 * Whose something temporary is: the stack that made it, and a random id that only its state has. The id decides; the names are for
 * people. Without an id there is no mark: the state is of a version that had none.
 */
export interface Ownership {
  organization: string;
  project: string;
  stack: string;
  /** Random, made once and kept in the state of the dbferry provider. */
  id?: string;
}

/** What stands for the id in the preview of a stack that has none yet. */
export const ID_IN_PREVIEW = "made-by-the-first-update";

export function newStateId(): string {
  return randomBytes(6).toString("hex");
}

/** `organization/project/stack`, short enough for a description of 255 characters beside the rest of a mark. */
export function stackPath({ organization, project, stack }: Ownership): string {
  const path = `${organization}/${project}/${stack}`;
  return path.length <= LONGEST_PATH ? path : `...${path.slice(path.length - LONGEST_PATH + 3)}`;
}
const LONGEST_PATH = 120;

/** The mark where a name is all that carries one: the same parts always give the same digest, and another id another. */
export function digestOf(id: string, ...parts: readonly string[]): string {
  return createHash("sha256")
    .update([id, ...parts].join("\n"))
    .digest("hex")
    .slice(0, 6);
}
