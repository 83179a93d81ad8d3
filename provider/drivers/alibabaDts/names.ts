import { createHash } from "node:crypto";
import { type Mark, readMark } from "../../../model/expiry";
import type { TaskSpec } from "../../core/taskSpec";

const PREFIX = "dbferry-";

/** Names of migrations contain no capital letters. */
const [STATE, TEXT] = ["-STATE-", "-TEXT-"];

/** Name of a task until it has its mark: unique to this migration in this state. */
export function workingName({ name, description }: Pick<TaskSpec, "name" | "description">): string {
  const state = readMark(description)?.state;
  if (state !== undefined) return `${name}${STATE}${state}`;
  return `${name}${TEXT}${createHash("sha256").update(description).digest("hex").slice(0, 12)}`;
}

/**
 * The owner of a task without a mark, from a name that only dbferry uses; a temporary name contains the state as well.
 */
export function markIn(name: string): Mark | undefined {
  const own = /^(.+?)(?:-STATE-([0-9a-f]+)|-TEXT-[0-9a-f]{12})?$/.exec(
    name.startsWith(PREFIX) ? name.slice(PREFIX.length) : "",
  );
  if (!own) return undefined;
  const [, id, state] = own;
  return { id: id!, ...(state ? { state } : {}) };
}
