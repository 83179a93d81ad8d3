import { setTimeout as sleep } from "node:timers/promises";
import { fail, type Outcome, pass, undetermined } from "../check";
import {
  contains,
  domainsContained,
  fileReached,
  isMariadbSet,
  type Position,
  readPosition,
  showPosition,
} from "../position";
import { quoteText } from "../sql";
import type { GateContext } from "./types";

/** Everything committed on the source is on the target: by GTID, else by file and position, else as reported by the engine. */
export async function caughtUp(context: GateContext): Promise<Outcome> {
  const { input, source, target } = context;
  const seconds = input.catchUpSeconds ?? 60;
  const needed = "every transaction of the source is on the target";
  const wanted = await readPosition(source);
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await contains(source, target, wanted);
    if (seen.how === "none") return byEngine(context, wanted, needed);
    const found = `source ${seen.source}, target ${seen.target} (${seen.how})`;
    if (seen.contained) return pass(found, needed);
    if (Date.now() >= deadline) {
      const lack = seen.missing ? `; the target lacks ${seen.missing}` : "";
      return fail(
        `${found} after ${seconds} s${lack}`,
        needed,
        "wait for the task to catch up, and check its errors; do not end it before",
      );
    }
    await sleep(200, undefined, { signal: input.signal });
  }
}

async function byEngine({ input, source }: GateContext, wanted: Position, needed: string): Promise<Outcome> {
  const { applied } = input;
  if (!applied) {
    return undetermined(
      `source at ${showPosition(wanted)}; the target is no replica of it and has none of its GTIDs`,
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
      "the task's position and the source's are of different kinds or logs: give it in the form in which the source shows its own",
    );
  return reached ? pass(found, needed) : fail(found, needed, "wait for the task to catch up");
}

async function reaches(
  source: GateContext["source"],
  applied: Position,
  wanted: Position,
): Promise<boolean | undefined> {
  const file = fileReached(applied, wanted);
  // The source was asked after the task: a task that is ahead of it has read another log.
  const byFile = file && !fileReached(wanted, applied) ? undefined : file;
  if (!applied.gtid || !wanted.gtid || isMariadbSet(applied.gtid) !== isMariadbSet(wanted.gtid)) return byFile;
  const byGtid =
    source.server.flavour === "mariadb"
      ? domainsContained(wanted.gtid, applied.gtid)
      : await isSubset(source, wanted.gtid, applied.gtid);
  // Two halves of one position that contradict each other are none.
  return byGtid && file === false ? undefined : byGtid;
}

async function isSubset(source: GateContext["source"], part: string, whole: string): Promise<boolean> {
  const [row] = await source.query<{ c: number }>(`SELECT GTID_SUBSET(${quoteText(part)}, ${quoteText(whole)}) AS c`);
  return Number(row!.c) === 1;
}
