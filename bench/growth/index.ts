import Table from "cli-table3";
import { type Bench, type Measures, say } from "../measure";
import { exponent, type Line, type Row } from "./line";
import { demo } from "./lines/demo";
import { differences } from "./lines/differences";
import { fleet } from "./lines/fleet";
import { largest } from "./lines/largest";
import { manyTables } from "./lines/manyTables";
import { providerEnd } from "./lines/providerEnd";
import { requests } from "./lines/requests";
import { review } from "./lines/review";
import { slowLine } from "./lines/slowLine";
import { starts } from "./lines/starts";

/** In execution order. */
const LINES: readonly Line[] = [
  differences,
  slowLine,
  manyTables,
  fleet,
  largest,
  review,
  requests,
  providerEnd,
  starts,
  demo,
];

/** Cost relative to the work, for each line: the absolute cost and its growth. `--only` selects lines. */
export const growth: Bench = {
  name: "growth",
  parts: LINES.map(({ name }) => name),
  async run(only = []) {
    const measures: Measures = {};
    const rows: Row[] = [];
    for (const line of LINES.filter(({ name }) => only.length === 0 || only.includes(name))) {
      say(` line ${line.name}`);
      const found = await line.run();
      rows.push(...found);
      for (const { work, measure, growth: grown } of found) {
        measures[`growth.${work}`] = measure;
        if (grown) measures[`growth.${work}.exponent`] = exponent(grown);
      }
    }
    say(tableOf(rows));
    return measures;
  },
};

function tableOf(rows: readonly Row[]): string {
  const table = new Table({
    head: ["work", "value", "bar", "", "exponent", "engine's own", ""],
    style: { head: [], border: [] },
  });
  const verdict = (ok: boolean) => (ok ? "ok" : "NOT OK");
  for (const { work, measure, growth: grown } of rows) {
    const fitted = grown && exponent(grown);
    table.push([
      work,
      `${measure.value} ${measure.unit}`,
      measure.bar,
      verdict(measure.ok),
      fitted ? fitted.value : "-",
      fitted?.engine ?? "-",
      fitted ? verdict(fitted.ok) : "",
    ]);
  }
  return table.toString();
}
