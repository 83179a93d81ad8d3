import { setTimeout as sleep } from "node:timers/promises";
import { fail, type Outcome, pass, undetermined } from "../check";
import {
  domainsAhead,
  domainsContained,
  fileReached,
  isMariadbSet,
  type Position,
  readPosition,
  sharesOrigin,
  showPosition,
} from "../position";
import { contains } from "../replication";
import { quoteText } from "../sql";
import { leftOut } from "./leftOut";
import type { GateContext } from "./types";

/**
 * Everything committed on the source is on the target: proven by GTID, else by file and position, else by what the
 * engine reports.
 */
export async function caughtUp(context: GateContext): Promise<Outcome> {
  const { input, source, target } = context;
  const seconds = input.catchUpSeconds ?? 60;
  const needed = "every transaction of the source is on the target";
  const wanted = await readPosition(source);
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await contains(source, target, wanted);
    if (seen.how === "none") return byEngine(context, wanted, needed, seen.why);
    const found = `source ${seen.source}, target ${seen.target} (${seen.how})`;
    if (seen.contained) return proven(context, found, needed);
    if (Date.now() >= deadline) {
      const lack = seen.missing ? `; the target lacks ${seen.missing}` : "";
      return fail(
        `${found} after ${seconds} s${lack}`,
        needed,
        "wait for the task to catch up, and check its errors; do not end it before then",
      );
    }
    await sleep(200, undefined, { signal: input.signal });
  }
}

/** A position can be reached although something before it was never logged or never applied. */
async function proven({ input, source, target }: GateContext, found: string, needed: string): Promise<Outcome> {
  const what = await leftOut(source, target, input);
  if (what.length === 0) return pass(found, needed);
  return undetermined(`${found}; but ${what.join(", and ")}`, needed, "compare in full with writes stopped");
}

async function byEngine(
  context: GateContext,
  wanted: Position,
  needed: string,
  why = "the target is not a replica of it and has none of its GTIDs",
): Promise<Outcome> {
  const { source } = context;
  const { applied } = context.input;
  if (!applied) {
    return undetermined(
      `source at ${showPosition(wanted)}; ${why}`,
      needed,
      "compare in full with writes stopped, or give the position that the engine's task reports as applied",
    );
  }
  const found = `source at ${showPosition(wanted)}, task at ${showPosition(applied)}`;
  const reached = await reaches(source, applied, wanted);
  if (reached === undefined)
    return undetermined(
      found,
      needed,
      "the task's position and the source's are of different kinds or from different logs: give it in the form that the source uses",
    );
  return reached ? proven(context, found, needed) : fail(found, needed, "wait for the task to catch up");
}

async function reaches(
  source: GateContext["source"],
  applied: Position,
  wanted: Position,
): Promise<boolean | undefined> {
  const file = fileReached(applied, wanted);
  // The source was read after the task: a task that is ahead of it has read a different log.
  const ahead = file === true && !fileReached(wanted, applied);
  if (!applied.gtid || !wanted.gtid || isMariadbSet(applied.gtid) !== isMariadbSet(wanted.gtid))
    return ahead ? undefined : file;
  const byGtid =
    source.server.flavour === "mariadb"
      ? domainsAhead(applied.gtid, wanted.gtid)
        ? undefined
        : domainsContained(wanted.gtid, applied.gtid)
      : await bySets(source, wanted.gtid, applied.gtid);
  // A position whose two halves contradict each other is not usable.
  return byGtid && (ahead || file === false) ? undefined : byGtid;
}

/**
 * Whether the task's set contains the source's; undefined when it has transactions under one of the source's UUIDs that
 * the source lacks.
 */
async function bySets(source: GateContext["source"], wanted: string, applied: string): Promise<boolean | undefined> {
  const [own, task] = [quoteText(wanted), quoteText(applied)];
  const [row] = await source.query<{ c: number; more: string }>(
    `SELECT GTID_SUBSET(${own}, ${task}) AS c, GTID_SUBTRACT(${task}, ${own}) AS more`,
  );
  return sharesOrigin(String(row!.more), wanted) ? undefined : Number(row!.c) === 1;
}
