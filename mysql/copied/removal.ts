import type { DatabaseBefore, TargetBefore } from "./before";
import type { TargetContents, TargetDatabase } from "./contents";
import { type DatabaseObject, objectId } from "./objects";

/** What to do with one database of the target. */
export type Removal = { database: TargetDatabase } /** The migration created it. */ & (
  | { remove: "database" }
  /** It existed before: only what was copied into it is removed. */
  | { remove: "objects"; objects: DatabaseObject[]; stays: DatabaseObject[] }
  | { remove: "nothing"; why: string }
);

/**
 * What a migration copied to a target and may therefore remove: its databases that the target did not have before and,
 * in databases that existed, the objects that did not. Whatever cannot be proven is kept, with the reason.
 */
export function planRemoval(before: TargetBefore | undefined, now: TargetContents): Removal[] {
  return now.databases.map((database) => ({ database, ...decide(before, now, database) }));
}

type Decision =
  | { remove: "database" }
  | { remove: "objects"; objects: DatabaseObject[]; stays: DatabaseObject[] }
  | Kept;
type Kept = { remove: "nothing"; why: string };

function decide(before: TargetBefore | undefined, now: TargetContents, database: TargetDatabase): Decision {
  if (!before)
    return kept("what the target contained before was not recorded: not proven that this migration copied it");
  if (before.server !== now.server)
    return kept(
      "this is not the server that was recorded, or a failover has changed it: not proven that this migration copied it",
    );
  const stood = stoodBefore(before, now, database.name);
  if (!stood) return kept("not one of the migration's databases when it began");
  const sessions = database.sessions;
  if (sessions === undefined) return kept("the administrator lacks PROCESS: not proven that nobody uses it");
  if (sessions.length > 0) return kept(`in use: ${[...new Set(sessions)].join(", ")}`);
  const there = new Set(stood.stood ? stood.objects : []);
  const only = stood.only && new Set(stood.only.map(now.fold));
  const [objects, stays] = partition(
    database.objects,
    (one) => !there.has(objectId(one)) && (!only || (one.kind === "table" && only.has(now.fold(one.name)))),
  );
  // Where only tables were to be copied, whatever else is there is somebody else's.
  if (!stood.stood && stays.length === 0) return { remove: "database" };
  if (objects.length === 0)
    return kept(
      stood.stood
        ? "it existed before, and nothing was copied into it"
        : "it holds none of the tables that this migration copies",
    );
  return { remove: "objects", objects, stays };
}

function stoodBefore({ databases }: TargetBefore, { fold }: TargetContents, name: string): DatabaseBefore | undefined {
  const found = Object.entries(databases).find(([one]) => fold(one) === fold(name));
  return found?.[1];
}

function kept(why: string): Kept {
  return { remove: "nothing", why };
}

function partition<T>(all: readonly T[], holds: (one: T) => boolean): [T[], T[]] {
  return [all.filter(holds), all.filter((one) => !holds(one))];
}
