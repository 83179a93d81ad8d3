import { parseArgs } from "node:util";
import { ALLOW_VARIABLE } from "../model/endpoints";
import { RESOLVERS_VARIABLE } from "../model/hostNames";
import type { Field } from "../test/e2e/harness";
import { ENGINE_ROWS } from "./faults/engines";
import { type EngineRow, KINDS, type Kind, type Step } from "./faults/fault";
import { unexplained } from "./faults/judge";
import { type Life, lives } from "./faults/life";
import { PART_OPTIONS, readPart } from "./part";
import { run, say } from "./program";

/**
 * `npm run faults`: a fault in every step of a migration's life, on the real engine against the sandbox. Prints JSON;
 * exit code 1 if a command did not succeed when re-run, a stop was not explained, a task was lost, or something is
 * still billed after the destroy.
 */

const USAGE = `npm run faults -- [KIND ...] [--engine NAME] [--part I/N] [--lanes N]

  KIND      only these faults: ${KINDS.join(", ")}
  --engine  only this engine: ${ENGINE_ROWS.map(({ engine }) => engine).join(", ")}
  --part    every Nth step of each phase, from the Ith on
  --lanes   worlds in parallel; default 2: each has two servers`;

/** Minimum size of the matrix, to notice one that has shrunk. */
const LEAST = 150;

interface Job {
  row: EngineRow;
  kind: Kind;
  steps: readonly Step[];
}

function jobsOf(args: string[]): { jobs: Job[]; lanes: number; isWhole: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { engine: { type: "string" }, ...PART_OPTIONS },
  });
  const part = readPart(values);
  const known = positionals.every((one) => KINDS.includes(one as Kind));
  const rows = ENGINE_ROWS.filter(({ engine }) => values.engine === undefined || engine === values.engine);
  if (!known || rows.length === 0 || !part) throw new Error(USAGE);
  const kinds = positionals.length > 0 ? (positionals as Kind[]) : KINDS;
  const jobs = rows.flatMap((row) => {
    const steps = row.steps.filter((_, index) => part.includes(index));
    return kinds.map((kind) => ({ row, kind, steps }));
  });
  const isWhole = positionals.length === 0 && values.engine === undefined && part.isWhole;
  return { jobs, lanes: part.lanes, isWhole };
}

/** Works through the jobs; consecutive jobs of one engine share a world. */
async function lane(jobs: Job[], all: Life[], broken: string[]): Promise<void> {
  let here: { row: EngineRow; field: Field } | undefined;
  const leave = async () => {
    await here?.field.close();
    here = undefined;
  };
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const { row, kind, steps } = job;
    const began = Date.now();
    try {
      if (here?.row !== row) await leave();
      here ??= { row, field: await row.open() };
      const cases = steps.map((step) => ({ step, kind }));
      await lives(here.field, row, cases, (life) => {
        all.push(life);
        report(life);
      });
      say(`         ${row.engine}, ${kind}: ${Math.round((Date.now() - began) / 1000)} s`);
    } catch (error) {
      broken.push(`${row.engine}, ${kind}`);
      say(`BROKEN   ${row.engine}, ${kind}: ${(error as Error).stack}`);
      await leave();
    }
  }
  await leave();
}

function report({ verdicts, told }: Life): void {
  for (const { name, finished, missed, stopped, faults } of verdicts) {
    const how = stopped ? "stopped, then finished" : "finished";
    say(`${missed ? "MISSED  " : finished ? "held    " : "NOT HELD"} ${name}${finished ? `: ${how}` : ""}`);
    for (const fault of faults) say(`         ${fault.replaceAll("\n", "\n         ")}`);
  }
  for (const one of told) say(`         ${one}`);
}

async function main(args: string[]): Promise<number> {
  const { jobs, lanes, isWhole } = jobsOf(args);
  const step = jobs[0]!.steps[0] ?? jobs[0]!.row.steps[0]!;
  process.env[ALLOW_VARIABLE] = "http://127.0.0.1";
  // Nothing listens there: no resolver on the internet is asked.
  process.env[RESOLVERS_VARIABLE] = "127.0.0.1:1";
  const all: Life[] = [];
  const broken: string[] = [];
  const began = Date.now();
  await Promise.all(Array.from({ length: lanes }, () => lane(jobs, all, broken)));
  const verdicts = all.flatMap((life) => life.verdicts);
  const sum = (of: (life: Life) => number) => all.reduce((total, life) => total + of(life), 0);
  // Self-test: a message that names nothing, and one without a cause, must count as unexplained.
  const wrong = ["it failed", "listing tasks: run it again"].map((text) =>
    unexplained({ code: 1, text }, "error", step),
  );
  const judge = {
    wrongOnPurpose: wrong.length + sum((life) => life.judge.wrongOnPurpose),
    seen: wrong.filter((missing) => missing.length > 0).length + sum((life) => life.judge.seen),
  };
  const proof = {
    cases: verdicts.length,
    finished: verdicts.filter(({ finished, stopped }) => finished && !stopped).length,
    stopped: verdicts.filter(({ finished, stopped }) => finished && stopped).length,
    orphans: sum((life) => life.orphans),
    billedAfterDestroy: sum((life) => life.billedAfterDestroy),
    unexplained: verdicts.filter(({ finished }) => !finished).length + sum((life) => life.told.length),
    judge,
    seconds: Math.round((Date.now() - began) / 1000),
    ...(broken.length > 0 ? { broken } : {}),
  };
  process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
  const bad =
    proof.orphans + proof.billedAfterDestroy + proof.unexplained + broken.length + (judge.wrongOnPurpose - judge.seen);
  return bad > 0 || proof.cases < (isWhole ? LEAST : 1) ? 1 : 0;
}

run(main);
