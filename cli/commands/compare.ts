import { existsSync } from "node:fs";
import { type Command, Option } from "commander";
import { jsonText } from "../../model/printing/json";
import { type Problem, ProblemsError } from "../../model/problems";
import { selectionOf } from "../../model/selection";
import type { CompareInput, CompareMode } from "../../mysql/compare/compare";
import { type EqualityResult, type EqualityVerdict, proveEquality } from "../../mysql/equality";
import { comparison } from "../../mysql/output/comparison";
import { structure } from "../../mysql/output/structure";
import { writePrivateFile } from "../../system/files";
import { keepSmall } from "../memory";
import { Given } from "../terminal/given";
import { interruptible } from "../terminal/interrupt";
import { print, printRaw } from "../terminal/print";
import { type ServerOptions, stackServers, twoServers, withServers } from "../terminal/servers";
import { comparisonStatus, Status } from "../terminal/status";

interface Options extends ServerOptions {
  databases?: string;
  tables?: string;
  mode: CompareMode;
  hash: "crc32" | "sha2";
  ratio?: string;
  differences?: string;
  values?: boolean;
  looks?: string;
  wait?: string;
  chunkSeconds?: string;
  chunkRows?: string;
  maxThreads?: string;
  maxLag?: string;
  duty?: string;
  resume?: string;
  dataOnly?: boolean;
  structureOnly?: boolean;
  json?: boolean;
  output?: string;
  all?: boolean;
}

/** `dbferry compare`: whether two servers have the same data and structure, and where they differ. */
export function register(program: Command): void {
  withServers(
    program
      .command("compare")
      .description(
        "compare structure and data of a source and a target, even while replication runs; read-only. Exit code 0: the same, 1: different, 2: could not run, 3: not proven: no difference was found, but not everything could be compared",
      ),
  )
    .option(
      "--databases <names>",
      "comma separated; default: those of --tables, the source URL's database, the stack's, or all",
    )
    .option("--tables <names>", "database.table, comma separated; default: all of the databases")
    .addOption(
      new Option("--mode <mode>", "counts: how many rows; sample: that, and a share of the values; full: everything")
        .choices(["counts", "sample", "full"])
        .default("full"),
    )
    .addOption(
      new Option(
        "--hash <kind>",
        "crc32: two checksums of every value; sha2: also SHA-256, which resists crafted values",
      )
        .choices(["crc32", "sha2"])
        .default("crc32"),
    )
    .option("--ratio <share>", "fraction of the chunks in mode sample; default 0.1")
    .option("--differences <rows>", "how many rows to list for each table that differs; default 20")
    .option("--values", "also show the differing values: they are your data")
    .option("--looks <times>", "how often to recheck a difference while changes arrive; default 3, 0: never")
    .option("--wait <seconds>", "maximum wait for the target to catch up before each recheck, in seconds; default 5")
    .option("--chunk-seconds <seconds>", "target duration of one chunk, in seconds; default 0.5")
    .option("--chunk-rows <rows>", "maximum rows per chunk; default 200000")
    .option("--max-threads <number>", "pause while a server has more running threads; default 100")
    .option("--max-lag <seconds>", "pause while the target, as a replica, is further behind; default: never")
    .option("--duty <share>", "fraction of the time that chunks may run; default 1")
    .option("--resume <file>", "save progress to this file: after a stop, the same command continues from it")
    .option("--data-only", "do not compare the structure: views, routines, keys, column types and so on")
    .option("--structure-only", "do not compare the data")
    .option("--json", "as JSON")
    .option("--output <file>", "write the report to this file, readable only by you, instead of the terminal")
    .option("--all", "also list the equal tables")
    .action(run);
}

async function run(options: Options): Promise<void> {
  keepSmall();
  const input = await inputOf(options);
  const { source, target, databases, tables } = input;
  const status = new Status();
  const result = await interruptible(
    (signal) =>
      proveEquality({
        data: options.structureOnly
          ? undefined
          : { ...input, signal, progress: (progress) => status.show(comparisonStatus(progress)) },
        structure: options.dataOnly
          ? undefined
          : {
              source,
              target,
              databases,
              tables,
              signal,
              progress: ({ database, objects }) => status.show(`structure of ${database}: ${objects} objects compared`),
            },
      }),
    () => stoppedText(options.resume),
  ).finally(() => status.clear());
  const text = render(result, options);
  if (options.output) writePrivateFile(options.output, text);
  else if (options.json) printRaw(text);
  else print(text);
  process.exitCode = EXIT[result.verdict];
}

/** Exit code 2: the comparison could not run. */
const EXIT: Record<EqualityVerdict, number> = { same: 0, differs: 1, notProven: 3 };

/** @throws ProblemsError with every problem of the options */
async function inputOf(options: Options): Promise<CompareInput> {
  const problems: Problem[] = [];
  const stack = await stackServers(options);
  const { source, target, database } = await twoServers(options, problems, process.env, stack);
  const ofStack = stack && "migration" in stack ? selectionOf(stack.migration.source) : undefined;
  const given = new Given(problems);
  const seconds = (path: string, text: string | undefined, above0 = false) => {
    const value = given.number(path, text, { above0 });
    return value === undefined ? undefined : value * 1000;
  };
  const input: CompareInput = {
    source,
    target,
    ...given.selection(options.databases, options.tables, database, ofStack),
    mode: options.mode,
    hash: options.hash,
    ratio: given.number("--ratio", options.ratio, { above0: true, most: 1 }),
    maxDifferences: given.number("--differences", options.differences, { whole: true }),
    values: options.values,
    recheck: {
      rounds: given.number("--looks", options.looks, { whole: true }),
      waitMs: seconds("--wait", options.wait),
    },
    chunkMs: seconds("--chunk-seconds", options.chunkSeconds, true),
    maxChunkRows: given.number("--chunk-rows", options.chunkRows, { above0: true, whole: true }),
    throttle: {
      maxThreadsRunning: given.number("--max-threads", options.maxThreads, { above0: true }),
      maxLagSeconds: given.number("--max-lag", options.maxLag),
      duty: given.number("--duty", options.duty, { above0: true, most: 1 }),
    },
    resumeFile: options.resume,
  };
  if (options.ratio !== undefined && options.mode !== "sample")
    problems.push({ path: "--ratio", seen: `--mode ${options.mode}`, needed: "--mode sample" });
  if (options.dataOnly && options.structureOnly)
    problems.push({ path: "--data-only", seen: "--structure-only too", needed: "one of them" });
  given.file("--resume", options.resume);
  given.file("--output", options.output);
  if (problems.length > 0) throw new ProblemsError("compare could not run", problems);
  return input;
}

function stoppedText(file: string | undefined): string {
  return file === undefined || !existsSync(file)
    ? "stopped before the end; with --resume <file> a stopped comparison can be continued"
    : `stopped before the end; progress is saved in ${file}: the same command continues from there`;
}

function render(result: EqualityResult, options: Options): string {
  if (options.json) return jsonText(jsonOf(result));
  const shown = { all: options.all, colour: options.output ? false : undefined };
  const parts = [
    result.structure && structure(result.structure, shown),
    result.data && comparison(result.data, shown),
    ...result.leftOut.map((what) => `the ${what} was excluded by request: the verdict does not cover it\n`),
  ];
  return parts.filter(Boolean).join("");
}

/** JSON of the data comparison, extended by the structure and the overall verdict. */
function jsonOf({ data, structure: found, leftOut, verdict }: EqualityResult): object {
  return { ...data, verdict, leftOut, structure: found };
}
