import { execa } from "execa";
import { tableChecksum } from "../scripts/servers/distributions";
import { atLeast, type Bench, best, type Measures, say, seconds, shown } from "./measure";
import { compareCommand, fill, ROWS } from "./mysql/millionRows";
import { caughtUp, replicate } from "./mysql/replica";
import { type BenchServer, serverForBench } from "./mysql/server";

const TURNS = 7;

/**
 * Time to prove that two servers hold the same million rows, compared with pt-table-checksum, both as whole processes.
 * That tool checksums one server and repeats it through replication, so the second server is a replica of the first.
 */
export const besideTableChecksum: Bench = {
  name: "checksum",
  async run(): Promise<Measures> {
    const tool = await tableChecksum().catch((error: Error) => {
      say(`  SKIPPED pt-table-checksum: ${error.message}`);
      return undefined;
    });
    if (!tool) return {};
    const source = await serverForBench(74);
    const replica = await serverForBench(75);
    try {
      say(`  filling ${ROWS} rows on two servers`);
      for (const one of [source, replica]) await fill(one.db);
      await replicate(source, replica);
      const times = { ours: [] as number[], both: [] as number[], alone: [] as number[] };
      for (let turn = 0; turn <= TURNS; turn += 1) {
        const ours = (await compareCommand(source.options, replica.options, 0)).wholeSeconds;
        const both = await checksum(tool, source, "dsn=D=percona,t=dsns");
        const alone = await checksum(tool, source, "none");
        await caughtUp(source, replica);
        // The first turn warms the caches.
        if (turn === 0) continue;
        times.ours.push(ours);
        times.both.push(both);
        times.alone.push(alone);
      }
      say(`  ours ${shown(times.ours)}, pt-table-checksum ${shown(times.both)}`);
      say(`  pt-table-checksum without a replica, where it compares nothing, ${shown(times.alone)}`);
      say(`  ratio ${(best(times.alone) / best(times.ours)).toFixed(3)} times ours`);
      const measures: Measures = {
        "compare.overPtTableChecksum": atLeast(best(times.both) / best(times.ours), 1.5, "times"),
      };
      return measures;
    } finally {
      await source.stop();
      await replica.stop();
    }
  },
};

type Tool = Awaited<ReturnType<typeof tableChecksum>>;

async function checksum(tool: Tool, { options }: BenchServer, replicas: string): Promise<number> {
  const args = [
    ...tool.args,
    `h=127.0.0.1,P=${options.port},u=${options.user},p=${options.password}`,
    "--databases=bench",
    "--tables=t",
    `--recursion-method=${replicas}`,
    "--no-check-binlog-format",
    "--no-check-replication-filters",
    "--no-version-check",
    "--replicate=percona.checksums",
    "--create-replicate-table",
  ];
  // It exits with 0 only if nothing differed and nothing was skipped.
  return seconds(() => execa(tool.command, args, { env: tool.env }));
}
