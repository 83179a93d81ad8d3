import { changed } from "./fixed";
import { isBefore, type MigrationState } from "./migrationState";
import type { Phase } from "./phase";
import type { Problem } from "./problems";

/** What an update requests. */
export interface Step {
  /** Name of the migration. */
  name: string;
  phase: Phase;
  /** No phase was given, so the default applies. */
  byDefault?: boolean;
  /** What the task would be created with (`model/fixed`). */
  fixed: Readonly<Record<string, string>>;
  protectLiveTask: boolean;
  /** Id of a finished task that is abandoned for a restart. */
  restart?: string;
}

/**
 * Objections to a step from a migration's current state. Going forward is always allowed; cancelling does not count
 * as forward once the cutover is recorded.
 */
export function stepProblems(state: MigrationState, step: Step): Problem[] {
  const { reached } = state;
  if (!reached) return [];
  if (step.phase === "cancelled")
    return reached === "cutover" || reached === "done" ? [cancelledTooLate(reached, step)] : [];
  if (isBefore(step.phase, reached)) return backwards(reached, state, step);
  return changes(reached, state, step);
}

/**
 * The value that restarts a finished migration. It is valid for that one end, so that it has no effect if it is left in
 * the stack.
 */
export function restartWord(state: MigrationState, name: string): string {
  return state.taskId ?? name;
}

function backwards(reached: Phase, state: MigrationState, { name, phase, byDefault, restart }: Step): Problem[] {
  const problem = {
    path: "phase",
    seen: `${byDefault ? `nothing, which means ${phase}` : phase}, but migration ${name} has reached ${reached}`,
  };
  const stay = `pulumi config set phase ${reached}`;
  switch (reached) {
    case "migrate":
      return [
        {
          ...problem,
          needed: `${reached} or a later one: going back would end the replication`,
          fix: `to continue: ${stay}; to give the migration up: dbferry cancel`,
        },
      ];
    case "cutover":
      return [
        {
          ...problem,
          needed: "cutover or done: the task has ended, and its replication cannot be resumed",
          fix: `to stay: ${stay}; to remove what is open: pulumi config set phase done; the migration can then be begun again`,
        },
      ];
    default: {
      const word = restartWord(state, name);
      const again = phase === "prepare" || phase === "migrate";
      if (state.left) {
        const needed = `${reached}: the migration is over, but not everything has been removed yet`;
        return [{ ...problem, needed, fix: `finish the removal first: ${stay}, then pulumi up` }];
      }
      if (reached === "cancelled") {
        if (again && !byDefault) return [];
        const needed = "cancelled, or prepare to begin again";
        return [{ ...problem, needed, fix: `to stay: ${stay}; to begin again: pulumi config set phase prepare` }];
      }
      if (again && restart === word) return [];
      const lost = " and deletes the record of the cutover (pulumi stack output shows it)";
      const anew = `to begin this migration again, which reopens everything${lost}: pulumi config set restart ${word}`;
      return [
        {
          ...problem,
          ...(again && restart ? { seen: `${problem.seen}; restart: ${restart}` } : {}),
          needed: `${reached}: the migration is over`,
          fix: `to stay: ${stay}; for another migration: pulumi stack init; ${again ? anew : `${anew}, with the phase prepare`}`,
        },
      ];
    }
  }
}

function cancelledTooLate(reached: "cutover" | "done", { name }: Step): Problem {
  return {
    path: "phase",
    seen: `cancelled, but migration ${name} has reached ${reached}`,
    needed: "done: the cutover is recorded, and cancelled would only delete that record, without closing anything else",
    fix: "to close everything and keep the record: pulumi config set phase done, then pulumi up; or dbferry cancel, which does the same",
  };
}

/**
 * Where the stack file differs from what the migration that is over, or ends now, was carried out with. Nothing was
 * opened or proven for those settings, and ending it does not change that.
 */
export function afterTheEnd({ reached, fixed: ran }: MigrationState, { phase, fixed }: Step): string | undefined {
  if (!reached || !ran || !(phase === "done" || phase === "cancelled")) return undefined;
  // An option that a later version added is not a change.
  const settings = changed(ran, fixed).filter(
    ({ path, before }) => before !== undefined || /^(source|target)\./.test(path),
  );
  if (settings.length === 0) return undefined;
  const lines = settings.map(
    ({ path, before, now }) => `  - ${path}: ${now ?? "nothing"}, but it was carried out with ${before ?? "none"}`,
  );
  return [
    "the migration is over, and other settings of the stack file than it was carried out with have no effect: they open and prove nothing until it is begun again",
    ...lines,
    "to keep the end readable, put them back; for another migration: pulumi stack init",
  ].join("\n");
}

/** Changing these options would replace the task, or make it refuse, and leave behind what it has moved. */
function changes(reached: Phase, state: MigrationState, { name, phase, fixed, protectLiveTask }: Step): Problem[] {
  if (!state.fixed || reached === "prepare" || reached === "done") return [];
  const after = reached === "cutover";
  // Removing everything must always be possible.
  if (after && phase === "done") return [];
  if (!after && !protectLiveTask) return [];
  return changed(state.fixed, fixed).map(({ path, before, now }) => ({
    path: path === "source.leg" ? "source.ca" : path,
    seen: `${now ?? "nothing"}, but the task ${after ? "was created" : "moves data"} with ${before ?? "none"}`,
    needed: `${before ?? "nothing"}: it cannot change ${after ? "after the cutover" : "while the task moves data"}`,
    fix: after
      ? "put it back; to remove what is open: pulumi config set phase done; for another migration: pulumi stack init"
      : `put it back; for another migration: pulumi stack init; to give ${name} up: dbferry cancel; to lose this task and ` +
        "create another one, which loads everything again into a target that has to be empty: pulumi config set --path migration.protectLiveTask false",
  }));
}
