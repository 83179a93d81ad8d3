import { parseArgs } from "node:util";
import { ALLOW_VARIABLE } from "../model/endpoints";
import { RESOLVERS_VARIABLE } from "../model/hostNames";
import { Field } from "../test/e2e/harness";
import type { Cell, CellResult } from "./matrix/cell";
import { CELLS, HOT_MIGRATION } from "./matrix/cells";
import { type Judge, ran } from "./matrix/ran";
import { refused } from "./matrix/refused";
import { isCount } from "./part";
import { run, say } from "./program";

/**
 * `npm run matrix`: every source with every engine, on the real engine against the sandbox: lived through all four
 * phases, or refused before anything is created. Prints JSON; exit code 1 if a cell does neither, something is left
 * open, rows differ, or something wrong on purpose was not explained.
 */

const USAGE = `npm run matrix -- [--only TEXT] [--lanes N]

  --only   the cells whose source, engine and path contain this text
  --lanes  worlds in parallel; default 2: each has two servers`;

const nameOf = ({ source, engine, path }: Cell) => `${source}, ${engine}, ${path}`;

async function alone(cell: Cell, open: NonNullable<Cell["open"]>, judge: Judge): Promise<CellResult> {
  const ground = await open();
  try {
    return await ran(cell, ground, judge, say);
  } finally {
    // Fails if a cloud's answer did not fit its vendor's model.
    await ground.field.close();
  }
}

/** All refusals in one world, in which nothing may happen. */
async function refusals(cells: readonly Cell[], report: (result: CellResult) => void): Promise<void> {
  if (cells.length === 0) return;
  const field = await Field.open();
  try {
    for (const cell of cells) report(await refused(field, cell));
  } finally {
    await field.close();
  }
}

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { only: { type: "string", default: "" }, lanes: { type: "string", default: "2" } },
  });
  const lanes = Number(values.lanes);
  const chosen = [...CELLS, HOT_MIGRATION].filter((cell) => nameOf(cell).includes(values.only));
  if (chosen.length === 0 || !isCount(lanes)) throw new Error(USAGE);
  process.env[ALLOW_VARIABLE] = "http://127.0.0.1";
  // Nothing listens there: no resolver on the internet is asked.
  process.env[RESOLVERS_VARIABLE] = "127.0.0.1:1";
  const began = Date.now();
  const judge: Judge = { wrongOnPurpose: 0, seen: 0 };
  const results = new Map<string, CellResult>();
  const report = (cell: CellResult) => {
    results.set(nameOf(cell as Cell), cell);
    say(`${cell.result.padEnd(8)} ${nameOf(cell as Cell)}${cell.reason ? `: ${cell.reason}` : ""}`);
  };
  const jobs = chosen.flatMap((cell) => (cell.open ? [() => alone(cell, cell.open!, judge).then(report)] : []));
  jobs.unshift(() =>
    refusals(
      chosen.filter(({ open }) => !open),
      report,
    ),
  );
  const lane = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) await job();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const cells = chosen.flatMap((cell) => results.get(nameOf(cell)) ?? []);
  const proof = { cells, judge, seconds: Math.round((Date.now() - began) / 1000) };
  process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
  const isProven = cells.length === chosen.length && cells.every(isRight) && judge.seen === judge.wrongOnPurpose;
  return isProven ? 0 : 1;
}

function isRight({ result, openingsLeft, rowsEqual, wrongVariants, wrongExplained }: CellResult): boolean {
  if (openingsLeft > 0 || wrongExplained < wrongVariants) return false;
  return result === "refused" || (result === "ran" && rowsEqual === true && wrongVariants > 0);
}

run(main);
