import type { Db } from "../mysql/connect";
import { compareStructure } from "../mysql/structure/structure";
import { atMost, type Bench, best, inTurns, type Measures, say } from "./measure";
import { runCommand, urlOf } from "./mysql/command";
import { pairForBench, stopAll } from "./mysql/server";

const TABLES = 10_000;
const ROUNDS = 3;

/** Comparison of the structure of 10,000 tables, relative to just the statements it needs, on both sides. */
export const structure: Bench = {
  name: "structure",
  async run(): Promise<Measures> {
    say(`  creating ${TABLES} tables on two servers`);
    const pair = await pairForBench(81, fill);
    try {
      const [source, target] = pair;
      const input = { source: source.options, target: target.options, databases: ["bench"] };
      const compared = async () => {
        const { verdict, objects } = await compareStructure(input);
        if (verdict !== "same" || objects.table !== TABLES) throw new Error(`${verdict}, ${objects.table} tables`);
      };
      const times = await inTurns(ROUNDS, { bare: () => bare(source.db), ours: compared });
      // Its own process, to measure the memory that a user's machine needs.
      const done = await runCommand(
        "compare",
        "--structure-only",
        "--source",
        urlOf(source.options),
        "--target",
        urlOf(target.options),
        "--databases",
        "bench",
      );
      if (done.exitCode !== 0) throw new Error(`compare ended with ${done.exitCode}: ${done.stdout}`);
      // The bare statements were measured on one side; double them for both.
      const twice = 2 * best(times["bare"]!);
      say(
        `  bare ${twice.toFixed(2)} s for two sides, ours ${best(times["ours"]!).toFixed(2)} s, ${done.megabytes.toFixed(0)} MB`,
      );
      return {
        "structure.overBareStatements": atMost(best(times["ours"]!) / twice, 3, "times"),
        "structure.memory": atMost(done.megabytes, 150, "MB"),
      };
    } finally {
      await stopAll(pair);
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

/** The statements needed for one side, sequentially, with results discarded. */
async function bare(db: Db): Promise<void> {
  const names = await db.query<{ n: string }>(
    "SELECT TABLE_NAME AS n, TABLE_TYPE AS t FROM information_schema.TABLES WHERE TABLE_SCHEMA='bench'",
  );
  for (const { n } of names) await db.query(`SHOW CREATE TABLE bench.${n}`);
  for (const [table, column] of [
    ["ROUTINES", "ROUTINE_SCHEMA"],
    ["TRIGGERS", "TRIGGER_SCHEMA"],
    ["EVENTS", "EVENT_SCHEMA"],
  ])
    await db.query(`SELECT * FROM information_schema.${table} WHERE ${column}='bench'`);
}
