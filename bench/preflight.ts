import { connect, type Db } from "../mysql/connect";
import { atMost, type Bench, say } from "./measure";
import { bundleWorker } from "./mysql/child";
import { runCommand, urlOf } from "./mysql/command";
import { serverForBench } from "./mysql/server";

const TABLES = 10_000;
const FOREIGN_KEYS = 5_000;
const ROUNDS = 3;

/** Preflight of a very large schema, relative to just the statements that it runs. */
export const preflight: Bench = {
  name: "preflight",
  async run() {
    const [source, target] = [await serverForBench(73), await serverForBench(74)];
    const worker = await bundleWorker();
    try {
      say(`  creating ${TABLES} tables with ${FOREIGN_KEYS} foreign keys`);
      await fill(source.db);
      const ours: number[] = [];
      const bare: number[] = [];
      // The first round warms the servers' caches of table definitions.
      for (let round = 0; round <= ROUNDS; round += 1) {
        const { seconds, detail } = await worker.run<{ ran: { source: Ran[]; target: Ran[] } }>({
          work: "preflight",
          source: source.options,
          target: target.options,
          database: "bench",
        });
        const one = (await again(source.options, detail.ran.source)) + (await again(target.options, detail.ran.target));
        if (round === 0) continue;
        ours.push(seconds);
        bare.push(one);
      }
      const { megabytes } = await runCommand(
        "preflight",
        "--engine",
        "drs",
        "--source",
        urlOf(source.options, "bench"),
        "--target",
        urlOf(target.options),
        "--json",
      );
      const [mine, theirs] = [Math.min(...ours), Math.min(...bare)];
      say(`  preflight ${mine.toFixed(2)} s, its bare statements ${theirs.toFixed(2)} s`);
      return {
        "preflight.overBareQueries": atMost(mine / theirs, 2, "times"),
        "preflight.memory": atMost(megabytes, 200, "MB"),
      };
    } finally {
      worker.remove();
      await Promise.all([source.stop(), target.stop()]);
    }
  },
};

interface Ran {
  sql: string;
}

/** Seconds for the statements alone, sequentially on one connection, with results discarded. */
async function again(options: Parameters<typeof connect>[0], ran: readonly Ran[]): Promise<number> {
  const db = await connect(options);
  const started = performance.now();
  for (const { sql } of ran) {
    for await (const _row of db.stream(sql));
  }
  const seconds = (performance.now() - started) / 1000;
  await db.close();
  return seconds;
}

async function fill(db: Db): Promise<void> {
  await db.query("SET SESSION sql_log_bin = 0");
  await db.query("CREATE DATABASE bench CHARACTER SET utf8");
  await db.query("USE bench");
  for (let n = 0; n < TABLES; n += 1) {
    // Every other table references the one before it.
    const key =
      n % 2 === 1 && n / 2 < FOREIGN_KEYS
        ? `, KEY (parent), CONSTRAINT fk_${n} FOREIGN KEY (parent) REFERENCES t${n - 1} (id)`
        : "";
    await db.query(
      `CREATE TABLE t${n} (id INT AUTO_INCREMENT PRIMARY KEY, parent INT, name VARCHAR(100) NOT NULL, amount DECIMAL(10,2), at DATETIME${key})`,
    );
  }
}
