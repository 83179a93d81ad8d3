import type { Verdict } from "../../../../model/verdict";
import { type ConnectOptions, withDb } from "../../../../mysql/connect";
import { runPreflight } from "../../../../mysql/preflight";
import { namedScratch } from "../../../../mysql/trial/scratch";
import type { Distribution } from "../../../../sandbox/mysql/distribution";
import { distributionOf, type Real, start } from "../../support/servers";
import { type Step, ways } from "./printed";
import { PAIRS, type Pair, SITUATIONS, type Situation, STRICT } from "./situations";

export interface Tried {
  /** Ways out that were run as they were printed. */
  tried: number;
  failed: string[];
  /** Lines that only a person can follow. */
  told: string[];
}

interface Servers {
  /** Of the account `ferry`. */
  password?: string;
  source: Real;
  target: Real;
  scratch?: Real;
}

/** Provokes each check, does what its remedy says, and runs the check again. */
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

async function trySituation(
  one: Situation,
  pair: Pair,
  sides: Sides,
  result: Tried,
  say: (text: string) => void,
): Promise<void> {
  const label = `${one.check}, ${one.name}, ${pair}`;
  for (let way = 0, all = 1; way < all; way += 1) {
    // Every way starts from servers that nobody has mended yet.
    const servers = await begin(one, sides);
    try {
      const before = await verdictOf(one, servers);
      if (before.status !== "fail" && before.status !== "warning") {
        result.tried += 1;
        result.failed.push(`${label}: not provoked: ${before.status}: ${before.found}`);
        return;
      }
      const printed = ways(before);
      if (way === 0) result.told.push(...printed.told.map((line) => `${label}: ${line}`));
      all = printed.ways.length;
      result.tried += 1;
      if (all === 0) {
        result.failed.push(`${label}: nothing to run in: ${before.remedy}`);
        return;
      }
      const steps = printed.ways[way]!.steps;
      const wrong = await follow(one, steps, servers);
      const after = wrong === undefined ? await verdictOf(one, servers) : undefined;
      if (wrong !== undefined) result.failed.push(`${label}: ${wrong}`);
      else if (after!.status !== "pass" && !(before.status === "fail" && after!.status === one.leaves))
        result.failed.push(`${label}: after ${JSON.stringify(steps)} it is ${after!.status}: ${after!.found}`);
      say(`${label}, way ${way + 1} of ${all}: ${wrong ?? after!.status}`);
    } finally {
      await Promise.all([servers.source, servers.target, servers.scratch].map((server) => server?.stop()));
    }
  }
}

/** @returns what was refused */
async function follow(one: Situation, steps: readonly Step[], servers: Servers): Promise<string | undefined> {
  for (const step of steps) {
    const server = servers[step.side];
    try {
      if ("option" in step) {
        await server.server.restartWith({ [step.option]: step.value });
        continue;
      }
      let { sql } = step;
      for (const [blank, value] of Object.entries(one.fill ?? {})) sql = sql.replace(blank, value);
      const own = one.account && step.side === "source" && /^(SET PASSWORD|ALTER USER CURRENT_USER)/.test(sql);
      if (own) {
        await withDb(ferry(servers), (db) => db.query(sql));
        servers.password = Object.values(one.fill ?? {})[0];
      } else await server.sql(sql);
    } catch (error) {
      return `${step.side}: ${JSON.stringify(step)}: ${(error as Error).message}`;
    }
  }
  return undefined;
}

const ferry = (servers: Servers): ConnectOptions => ({
  ...servers.source.admin,
  ...{ user: "ferry", password: servers.password ?? "" },
});

async function begin(one: Situation, sides: Sides): Promise<Servers> {
  const [source, target, scratch] = await Promise.all([
    start(STRICT, sides.source),
    start({}, sides.target),
    one.scratch ? start({}, sides.target) : undefined,
  ]);
  const servers: Servers = { source, target, scratch, password: one.account?.password };
  const db = await source.db();
  const [row] = await db.query<{ id: number }>("SELECT @@server_id AS id");
  await db.close();
  await source.sql("CREATE DATABASE shop CHARACTER SET latin1", "USE shop", ...(one.source ?? []));
  await target.sql(...(one.target ?? []).map((sql) => sql.replace("<id of the source>", String(row!.id))));
  if (one.account) {
    const who = "'ferry'@'127.0.0.1'";
    await source.sql(`CREATE USER ${who} IDENTIFIED BY '${one.account.password}'`);
    for (const right of one.account.rights) await source.sql(`GRANT ${right} TO ${who}`);
  }
  return servers;
}

async function verdictOf(one: Situation, servers: Servers): Promise<Verdict> {
  const { verdicts } = await runPreflight({
    ...{ engine: "drs", mode: "full+incremental", databases: ["shop"] },
    ...one.input,
    source: one.account ? ferry(servers) : servers.source.admin,
    target: servers.target.admin,
    scratch: servers.scratch && namedScratch(servers.scratch.admin),
  });
  return verdicts.find(({ id }) => id === one.check)!;
}

type Sides = Record<"source" | "target", Distribution | undefined>;

async function distributions(pair: Pair): Promise<Sides> {
  const get = async (which: "mysql56" | "mysql9" | "mariadb") =>
    which === "mysql56" ? undefined : await distributionOf(which);
  const { source, target } = PAIRS[pair];
  return { source: await get(source), target: await get(target) };
}
