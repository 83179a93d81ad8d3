import { execa } from "execa";
import { type ConnectOptions, connect, type Db } from "../mysql/connect";
import { tableChecksum } from "../scripts/servers/distributions";
import { atLeast, atMost, type Bench, best, type Measures, median, say, seconds } from "./measure";
import { bundleWorker } from "./mysql/child";
import { runCommand, urlOf } from "./mysql/command";
import { serverForBench } from "./mysql/server";

const ROWS = 1_000_000;
/**
 * Two scans at once need two quiet cores, one bare scan only one: rounds go on until neither has become quicker for so
 * many, so that each has met a quiet moment.
 */
const STEADY_ROUNDS = 15;
const MOST_ROUNDS = 60;
/** Whole processes take long: once in so many rounds. */
const PROCESSES_EVERY = 3;
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
      const second = await connect(server.options);
      const times = {
        bare: [] as number[],
        two: [] as number[],
        ours: [] as number[],
        whole: [] as number[],
        tool: [] as number[],
      };
      let megabytes = 0;
      const { options } = server;
      // In turn, so that a slow moment of the machine is shared.
      let steady = 0;
      for (let round = 0; round <= MOST_ROUNDS && steady < STEADY_ROUNDS; round += 1) {
        const bare = await scan(server.db);
        const two = await seconds(() => Promise.all([scan(server.db), scan(second)]));
        const ours = await worker.run<{ rows: number }>({
          work: "compare",
          source: options,
          target: options,
          database: "bench",
        });
        if (ours.detail.rows !== ROWS) throw new Error(`compared ${ours.detail.rows} rows of ${ROWS}`);
        const turn = round % PROCESSES_EVERY === 0;
        const whole = turn ? await command(options, options, 0) : undefined;
        const theirs = turn && tool ? await checksum(tool, options.port, options.user, options.password) : undefined;
        // The first round warms the caches.
        if (round === 0) continue;
        const quicker = bare < best(times.bare) || ours.seconds < best(times.ours);
        steady = quicker ? 0 : steady + 1;
        times.bare.push(bare);
        times.two.push(two);
        times.ours.push(ours.seconds);
        if (whole) times.whole.push(whole.wholeSeconds);
        if (theirs !== undefined) times.tool.push(theirs);
        megabytes = Math.max(megabytes, whole?.megabytes ?? 0);
      }
      await second.close();
      megabytes = Math.max(megabytes, await megabytesOfDifferences(options));
      const shown = (of: number[]) => `${best(of).toFixed(3)} s (median ${median(of).toFixed(3)})`;
      say(`  ${times.bare.length} rounds`);
      say(`  bare ${shown(times.bare)}, two bare scans at once ${shown(times.two)}`);
      say(`  ours ${shown(times.ours)}, as a process ${shown(times.whole)}`);
      if (tool) say(`  pt-table-checksum ${shown(times.tool)}`);
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

/** The command compares the two servers; `exitCode`: what it must say. */
async function command(source: ConnectOptions, target: ConnectOptions, exitCode: number) {
  const done = await runCommand(
    "compare",
    "--source",
    urlOf(source, "bench"),
    "--target",
    urlOf(target),
    "--wait",
    "0",
  );
  if (done.exitCode !== exitCode) throw new Error(`compare ended with ${done.exitCode}: ${done.stdout}`);
  return done;
}

/** What it takes when not one row is the same. */
async function megabytesOfDifferences(options: ConnectOptions): Promise<number> {
  const other = await serverForBench(72);
  try {
    say(`  filling ${ROWS} other rows`);
    await fill(other.db);
    const { megabytes, wholeSeconds } = await command(options, other.options, 1);
    say(`  every row differs: ${wholeSeconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`);
    return megabytes;
  } finally {
    await other.stop();
  }
}

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

function scan(db: Db): Promise<number> {
  return seconds(() => db.query(`SELECT BIT_XOR(CRC32(CONCAT_WS('#', ${COLUMNS.join(", ")}))) AS x FROM bench.t`));
}

async function checksum(
  tool: Awaited<ReturnType<typeof tableChecksum>>,
  port: number,
  user: string,
  password: string,
): Promise<number> {
  const args = [
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
  ];
  return seconds(() => execa(tool.command, args, { env: tool.env }));
}
