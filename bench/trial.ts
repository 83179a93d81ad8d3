import type { Db } from "../mysql/connect";
import { CheckedServer } from "../mysql/side";
import { namedScratch } from "../mysql/trial/scratch";
import { tryDefinitions } from "../mysql/trial/trial";
import { atMost, type Bench, best, inTurns, type Measures, say } from "./measure";
import { serverForBench } from "./mysql/server";

const TABLES = 10_000;
const ROUNDS = 2;

/**
 * Trial of 10,000 definitions, relative to just the statements it needs: reading each, creating each, dropping them
 * all.
 */
export const trial: Bench = {
  name: "trial",
  async run(): Promise<Measures> {
    const [from, to, scratch] = [await serverForBench(84), await serverForBench(85), await serverForBench(86)];
    const [source, target] = await Promise.all([
      CheckedServer.open("source", from.options),
      CheckedServer.open("target", to.options),
    ]);
    try {
      say(`  creating ${TABLES} tables`);
      await fill(from.db);
      const selection = { databases: ["bench"] };
      const given = await namedScratch(scratch.options)({ server: target.server, options: {} });
      const tried = async () => {
        const { accepted, refused, notTried } = await tryDefinitions({ source, target, selection, scratch: given });
        if (accepted.get("table") !== TABLES || refused.length > 0 || notTried.length > 0)
          throw new Error(`${accepted.get("table")} accepted, ${refused.length} refused, not tried: ${notTried}`);
      };
      const times = await inTurns(ROUNDS, { bare: () => bare(from.db, scratch.db), ours: tried });
      const [alone, ours] = [best(times["bare"]!), best(times["ours"]!)];
      await nothingLeft(scratch.db);
      say(`  bare ${alone.toFixed(2)} s, ours ${ours.toFixed(2)} s`);
      return { "trial.overBareStatements": atMost(ours / alone, 3, "times") };
    } finally {
      await Promise.all([source.close(), target.close()]);
      await Promise.all([from.stop(), to.stop(), scratch.stop()]);
    }
  },
};

async function fill(db: Db): Promise<void> {
  await db.query("CREATE DATABASE bench");
  for (let n = 0; n < TABLES; n += 1)
    await db.query(
      `CREATE TABLE bench.t${n} (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, customer INT NOT NULL, status ENUM('new','paid') NOT NULL DEFAULT 'new', amount DECIMAL(10,2), note VARCHAR(100) COMMENT 'n', created DATETIME, KEY customer (customer, created), UNIQUE KEY note (note))`,
    );
}

/** Sequential statements in one session per server; results are only passed on. */
async function bare(from: Db, scratch: Db): Promise<void> {
  const names = await from.query<{ n: string }>(
    "SELECT TABLE_NAME AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA='bench'",
  );
  await scratch.query("CREATE DATABASE bare");
  await scratch.query("USE bare");
  for (const { n } of names) {
    const [row] = await from.query<{ "Create Table": string }>(`SHOW CREATE TABLE bench.${n}`);
    await scratch.query(row!["Create Table"]);
  }
  await scratch.query("DROP DATABASE bare");
}

/** A trial that leaves its databases behind would have skipped the cost of dropping them. */
async function nothingLeft(scratch: Db): Promise<void> {
  const left = await scratch.query("SHOW DATABASES LIKE 'dbferry\\_trial\\_%'");
  if (left.length > 0) throw new Error(`${left.length} trial databases are left`);
}
