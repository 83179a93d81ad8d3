import { createHash } from "node:crypto";
import { type Mark, readMark } from "../../../model/expiry";
import type { TaskSpec } from "../../core/taskSpec";

const PREFIX = "dbferry-";

/** No migration has a capital letter in its name. */
const [STATE, TEXT] = ["-STATE-", "-TEXT-"];

/** Name of a task until its mark is on it: of this migration in this state, and of no other. */
export function workingName({ name, description }: Pick<TaskSpec, "name" | "description">): string {
  const state = readMark(description)?.state;
  if (state !== undefined) return `${name}${STATE}${state}`;
  return `${name}${TEXT}${createHash("sha256").update(description).digest("hex").slice(0, 12)}`;
}

/** Whose a task without a mark is, by a name that only we give; a working name says the state as well. */
export function markIn(name: string): Mark | undefined {
  const own = /^(.+?)(?:-STATE-([0-9a-f]+)|-TEXT-[0-9a-f]{12})?$/.exec(
    name.startsWith(PREFIX) ? name.slice(PREFIX.length) : "",
  );
  if (!own) return undefined;
  const [, id, state] = own;
  return { id: id!, ...(state ? { state } : {}) };
}
