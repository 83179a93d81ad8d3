import type { Verdict } from "../../../../model/verdict";
import { withDb } from "../../../../mysql/connect";
import { runPreflight } from "../../../../mysql/preflight";
import { namedScratch } from "../../../../mysql/trial/scratch";
import { distributionOf, start } from "../../support/servers";
import { recordedVerdict } from "./coverage";
import { type Step, type Way, ways } from "./printed";
import { PAIRS, type Pair, type Situation, STRICT } from "./situation";
import { SITUATIONS } from "./situations";
import { distributions, type Sides, Stage } from "./stage";
import { whyTold } from "./told";
import type { Unplanted } from "./unplanted";

export interface Tried {
  /** Number of alternatives run as printed. */
  tried: number;
  failed: string[];
  /** Lines that cannot be run here, each with the reason. */
  told: string[];
}

/** Maximum number of remedies of one check in a row. */
const ROUNDS = 3;
const DONE = new Set<Verdict["status"]>(["fail", "warning"]);

/** Provokes each check, follows its remedy, and runs the check again. */
export async function tryRemedies(
  say: (text: string) => void = () => {},
  wanted: (one: Situation, pair: Pair) => boolean = () => true,
): Promise<Tried> {
  const result: Tried = { tried: 0, failed: [], told: [] };
  for (const pair of Object.keys(PAIRS) as Pair[]) {
    const situations = SITUATIONS.filter((one) => one.pairs.includes(pair) && wanted(one, pair));
    if (situations.length === 0) continue;
    const sides = await distributions(pair);
    for (const one of situations) await trySituation(one, pair, sides, result, say);
  }
  return result;
}

/** Runs the statements of a remedy whose situation cannot be set up here. */
export async function runUnplanted(
  one: Unplanted,
  result: Tried,
  say: (text: string) => void = () => {},
): Promise<void> {
  const label = `${one.check}, ${one.why}, ${one.on}`;
  const distribution = one.on === "mysql56" ? undefined : await distributionOf(one.on);
  const printed = ways(await recordedVerdict(one.case));
  note(one.check, label, printed.told, result);
  if (printed.ways.length === 0) result.failed.push(`${label}: nothing to do`);
  for (const { steps } of printed.ways) {
    result.tried += 1;
    const server = await start(STRICT, distribution);
    try {
      await server.sql(...one.setup);
      for (const step of steps)
        if ("sql" in step) await server.sql(step.sql);
        else if ("options" in step) await server.server.restartWith(step.options);
      say(`${label}: runs`);
    } catch (error) {
      result.failed.push(`${label}: ${JSON.stringify(steps)}: ${(error as Error).message}`);
    } finally {
      await server.stop();
    }
  }
}

async function trySituation(
  one: Situation,
  pair: Pair,
  sides: Sides,
  result: Tried,
  say: (text: string) => void,
): Promise<void> {
  const label = `${one.check}, ${one.name}, ${pair}`;
  for (let way = 0, all = 1; way < all; way += 1) {
    result.tried += 1;
    // Every alternative starts on unfixed servers.
    let stage: Stage | undefined;
    try {
      stage = await Stage.begin(one, sides);
      const before = await verdictOf(stage);
      if (!provoked(one, before)) {
        result.failed.push(`${label}: not provoked: ${before.status}: ${before.found}`);
        return;
      }
      const printed = ways(before, one.follows);
      if (way === 0) note(one.check, label, printed.told, result);
      all = printed.ways.length;
      if (all === 0) {
        result.failed.push(`${label}: nothing to do in: ${before.remedy}`);
        return;
      }
      const wrong = await follow(stage, before, printed.ways[way]!);
      if (wrong !== undefined) result.failed.push(`${label}, way ${way + 1}: ${wrong}`);
      say(`${label}, way ${way + 1} of ${all}: ${wrong ?? "done"}`);
    } catch (error) {
      result.failed.push(`${label}, way ${way + 1}: ${(error as Error).message}`);
      say(`${label}, way ${way + 1}: ${(error as Error).message}`);
    } finally {
      await stage?.end();
    }
  }
}

function provoked(one: Situation, { status, remedy }: Verdict): boolean {
  return one.unseen ? status === "undetermined" && remedy !== undefined : DONE.has(status);
}

/** A line that no situation follows must be listed, with the reason why it cannot be run here. */
function note(check: string, label: string, told: readonly string[], result: Tried): void {
  for (const line of told) {
    const why = whyTold(check, line);
    if (why === undefined) result.failed.push(`${label}: neither done nor known to be told only: ${line}`);
    else result.told.push(`${label}: ${line} (${why})`);
  }
}

/** Follows the printed steps, and any further ones, until the check is satisfied. @returns the problem, if any */
async function follow(stage: Stage, first: Verdict, way: Way): Promise<string | undefined> {
  const { situation: one } = stage;
  let [before, now]: [Verdict, Way | undefined] = [first, way];
  for (let round = 1; now !== undefined; round += 1) {
    for (const step of now.steps) {
      const refused = await doStep(stage, step);
      if (refused !== undefined) return refused;
    }
    const after = await verdictOf(stage);
    if (one.stays !== undefined) return after.status === before.status ? undefined : `it is ${after.status} now`;
    if (after.status === "pass" || (after.status === one.leaves && after.status !== first.status)) break;
    const told = `after ${JSON.stringify(now.steps)} it is ${after.status}: ${after.found}`;
    if (round === ROUNDS || after.found === before.found) return told;
    [before, now] = [after, ways(after, one.follows).ways[0]];
    if (now === undefined) return told;
  }
  try {
    await stage.do(one.afterwards ?? {});
  } catch (error) {
    return `and then: ${(error as Error).message}`;
  }
  return undefined;
}

/** @returns what was refused */
async function doStep(stage: Stage, step: Step): Promise<string | undefined> {
  try {
    if ("does" in step) await stage.do(step.does);
    else if ("options" in step) await stage[step.side].server.restartWith(step.options);
    else await doStatement(stage, step.side, step.sql);
    return undefined;
  } catch (error) {
    return `${JSON.stringify(step)}: ${(error as Error).message}`;
  }
}

async function doStatement(stage: Stage, side: "source" | "target", printed: string): Promise<void> {
  const { fill = {} } = stage.situation;
  let sql = printed;
  for (const [blank, value] of Object.entries(fill)) sql = sql.replace(blank, value);
  if (!/^(SET PASSWORD|ALTER USER CURRENT_USER)/.test(sql)) {
    await stage[side].sql(sql);
    const killed = /^KILL (\d+)$/.exec(sql)?.[1];
    if (killed) await gone(stage, side, Number(killed));
    return;
  }
  // Runs as that account.
  await withDb(stage.connect[side], (db) => db.query(sql));
  stage.use({ [side]: { password: Object.values(fill)[0] } });
}

/** Waits for a killed session, which still has to notice and roll back. */
async function gone(stage: Stage, side: "source" | "target", session: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  await withDb(stage[side].admin, async (db) => {
    while (Date.now() < deadline) {
      const rows = await db.query<{ id: number }>(
        "SELECT ID AS id FROM information_schema.PROCESSLIST UNION SELECT trx_mysql_thread_id FROM information_schema.INNODB_TRX",
      );
      if (!rows.some(({ id }) => Number(id) === session)) return;
      // INNODB_TRX returns its previous contents while it is queried more often than every 0.1 s.
      await db.query("DO SLEEP(0.15)");
    }
    throw new Error(`session ${session} is still there`);
  });
}

export async function verdictOf(stage: Stage): Promise<Verdict> {
  const { verdicts } = await runPreflight({
    engine: "drs",
    mode: "full+incremental",
    databases: ["shop"],
    ...stage.input,
    source: stage.connect.source,
    target: stage.connect.target,
    scratch: stage.scratch && namedScratch(stage.scratch.admin),
  });
  return verdicts.find(({ id }) => id === stage.situation.check)!;
}
