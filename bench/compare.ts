import { execa } from "execa";
import type { Db } from "../mysql/connect";
import { tableChecksum } from "../scripts/servers/distributions";
import { atLeast, atMost, type Bench, best, type Measures, say } from "./measure";
import { bundleWorker } from "./mysql/child";
import { serverForBench } from "./mysql/server";

const ROWS = 1_000_000;
const ROUNDS = 9;
const COLUMNS = ["id", "customer", "status", "amount", "note", "payload", "created"];
const SHAPE =
  "id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, customer INT NOT NULL, status ENUM('new','paid','sent') NOT NULL, amount DECIMAL(10,2) NOT NULL, note VARCHAR(100), payload VARCHAR(120) NOT NULL, created DATETIME NOT NULL";

/** A full comparison of a million rows beside pt-table-checksum and beside one bare scan of the same table. */
export const comparison: Bench = {
  name: "compare",
  async run() {
    const server = await serverForBench(71);
    const worker = await bundleWorker();
    try {
      say(`  filling ${ROWS} rows`);
      await fill(server.db);
      const tool = await tableChecksum().catch((error: Error) => {
        say(`  SKIPPED pt-table-checksum: ${error.message}`);
        return undefined;
      });
      const times = { bare: [] as number[], ours: [] as number[], whole: [] as number[], tool: [] as number[] };
      let megabytes = 0;
      const { options } = server;
      // In turn, so that a slow moment of the machine is shared.
      for (let round = 0; round <= ROUNDS; round += 1) {
        const bare = await scan(server.db);
        const ours = await worker.run<{ rows: number }>({
          work: "compare",
          source: options,
          target: options,
          database: "bench",
        });
        if (ours.detail.rows !== ROWS) throw new Error(`compared ${ours.detail.rows} rows of ${ROWS}`);
        const theirs = tool ? await checksum(tool, options.port, options.user, options.password) : 0;
        // The first round warms the caches.
        if (round === 0) continue;
        times.bare.push(bare);
        times.ours.push(ours.seconds);
        times.whole.push(ours.wholeSeconds);
        times.tool.push(theirs);
        megabytes = Math.max(megabytes, ours.megabytes);
      }
      say(
        `  bare ${best(times.bare).toFixed(2)} s, ours ${best(times.ours).toFixed(2)} s (process ${best(times.whole).toFixed(2)} s), pt-table-checksum ${best(times.tool).toFixed(2)} s`,
      );
      const measures: Measures = {
        "compare.overBareScan": atMost(best(times.ours) / best(times.bare), 1.25, "times"),
        "compare.memory": atMost(megabytes, 150, "MB"),
      };
      // Both as whole processes: rows per second of a comparison that a person starts.
      if (tool) measures["compare.overPtTableChecksum"] = atLeast(best(times.tool) / best(times.whole), 1.5, "times");
      return measures;
    } finally {
      worker.remove();
      await server.stop();
    }
  },
};

async function fill(db: Db): Promise<void> {
  await db.query("CREATE DATABASE bench");
  await db.query(`CREATE TABLE bench.t (${SHAPE}) CHARACTER SET utf8`);
  await db.query("INSERT INTO bench.t VALUES (NULL, 1, 'new', 1.5, 'note', REPEAT('x', 100), NOW())");
  for (let rows = 1; rows < ROWS; rows = Math.min(rows * 2, ROWS)) {
    await db.query(
      `INSERT INTO bench.t SELECT NULL, RAND() * 100000, 1 + FLOOR(RAND() * 3), RAND() * 10000, IF(RAND() < 0.1, NULL, CONCAT('note ', RAND() * 100000)), CONCAT(MD5(RAND()), MD5(RAND()), MD5(RAND())), NOW() - INTERVAL FLOOR(RAND() * 10000000) SECOND FROM bench.t LIMIT ${ROWS - rows}`,
    );
  }
}

async function scan(db: Db): Promise<number> {
  const started = performance.now();
  await db.query(`SELECT BIT_XOR(CRC32(CONCAT_WS('#', ${COLUMNS.join(", ")}))) AS x FROM bench.t`);
  return (performance.now() - started) / 1000;
}

async function checksum(
  tool: Awaited<ReturnType<typeof tableChecksum>>,
  port: number,
  user: string,
  password: string,
): Promise<number> {
  const started = performance.now();
  await execa(
    tool.command,
    [
      ...tool.args,
      `h=127.0.0.1,P=${port},u=${user},p=${password}`,
      "--databases=bench",
      "--tables=t",
      "--recursion-method=none",
      "--no-check-binlog-format",
      "--no-check-replication-filters",
      "--no-version-check",
      "--replicate=percona.checksums",
      "--create-replicate-table",
    ],
    { env: tool.env },
  );
  return (performance.now() - started) / 1000;
}
