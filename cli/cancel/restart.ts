import { readDate } from "../../model/expiry";
import { type SelectedTable, selectionOf } from "../../model/selection";
import { asInstant } from "../../model/spec/fields";
import type { Removal } from "../../mysql/copied/removal";
import type { AuditResult } from "../audit/audit";
import type { Facts } from "./facts";
import type { TargetState } from "./target";

/** What would block a restart of the migration, each with the command that removes it. */
export function restartObstacles(
  audit: AuditResult,
  facts: Pick<Facts, "before">,
  target: TargetState,
  now: Date,
  /** Why nothing on the target is removed, as determined before the migration was cancelled. */
  kept: string | undefined,
): string[] {
  const { migration, findings, notLookedAt } = audit;
  const until = readDate(asInstant(migration.expires));
  return [
    ...(findings.length > 0 ? [`${findings.length} of its openings still exist: run \`dbferry cancel\` again`] : []),
    // A new attempt connects from another address, whatever a firewall still admits.
    ...notLookedAt
      .filter(({ byHand, held }) => !byHand || held)
      .map(({ where, reason }) => `not checked: ${where}: ${reason}`),
    ...(until && until <= now
      ? [`it expired at ${migration.expires}: set a later date (expires), at most 30 days from now`]
      : []),
    ...(target.unseen === undefined ? [] : [`the target could not be checked: ${target.unseen}`]),
    ...blockingDatabases(audit, facts, target).map((removal) => obstacleText(removal, kept)),
  ];
}

/** Databases of the migration that exist on the target. */
export function blockingDatabases(
  { migration }: AuditResult,
  { before }: Pick<Facts, "before">,
  target: TargetState,
): Removal[] {
  const { databases, tables } = selectionOf(migration.source);
  // For "all", the databases that existed when the migration began.
  const names = databases === "all" ? before && Object.keys(before.databases) : databases;
  return target.unseen === undefined ? target.removals.filter((one) => isInTheWay(one, names, tables)) : [];
}

/** Same condition as check C57: tables or views in a database that is to be migrated. */
function isInTheWay(
  { database }: Removal,
  names: readonly string[] | undefined,
  tables: readonly SelectedTable[] | undefined,
): boolean {
  const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  if (names && !names.some((name) => isSame(name, database.name))) return false;
  if (tables)
    return database.objects.some(({ name }) =>
      tables.some((one) => isSame(one.database, database.name) && isSame(one.table, name)),
    );
  return database.objects.some(({ kind }) => kind === "table" || kind === "view" || kind === "sequence");
}

function obstacleText({ database, ...removal }: Removal, kept: string | undefined): string {
  const what = `the target holds ${database.name} (${database.objects.length} tables, views and programs)`;
  if (removal.remove !== "nothing" && kept)
    return `${what}, and this command removes none of it (${kept}): choose another target, or remove by hand what nobody needs`;
  if (removal.remove !== "nothing") return `${what}: \`dbferry cancel --empty-target\` removes it`;
  return `${what}, which is not proven to be a copy by this migration (${removal.why}): choose another target, or remove by hand what nobody needs`;
}
