import pc from "picocolors";
import { visible } from "../../model/printing/visible";
import { count } from "../check";
import type { CompareResult, Difference, KeyRange, TableResult } from "../compare/compare";
import { rowsDiffer } from "../compare/words";
import { showNames } from "../tableName";

type Colours = ReturnType<typeof pc.createColors>;

/** A comparison for people: the tables that differ, with ranges and rows; then what was excluded; then the verdict. */
export function comparison(result: CompareResult, options: { colour?: boolean; all?: boolean } = {}): string {
  const colours = pc.createColors(options.colour ?? pc.isColorSupported);
  return `${[...tables(result.tables, colours, options.all), summary(result, colours)].join("\n")}\n`;
}

/** Only the tables that differ, for a report that states the verdict itself. */
export function differingTables(result: CompareResult, options: { colour?: boolean } = {}): string[] {
  const colours = pc.createColors(options.colour ?? pc.isColorSupported);
  return tables(
    result.tables.filter((table) => table.verdict !== "same"),
    colours,
  );
}

function tables(list: readonly TableResult[], colours: Colours, all = false): string[] {
  return list.flatMap((table) => {
    if (table.verdict === "differs") return [...differing(table, colours), ...leftOut(table, colours)];
    const rows = `${nameOf(table)}: ${count(table.rows.source, "row")}`;
    if (table.notProven.length > 0)
      return [`${colours.yellow("not proven")} ${rows}, no difference seen`, ...leftOut(table, colours)];
    return all ? [`${colours.green("same   ")} ${rows}`] : [];
  });
}

function differing(table: TableResult, colours: Colours): string[] {
  const { source, target } = table.rows;
  const rows = `${count(source, "row")} on the source, ${target} on the target`;
  const found = [...table.structure];
  const least = table.differingMore ? "at least " : "";
  if (table.differing > 0) found.push(`${rowsDiffer(table)}; ${rows}`);
  else if (source !== target) found.push(rows);
  const more = table.differing - table.differences.length;
  return [
    `${colours.red("DIFFERS")} ${nameOf(table)}: ${visible(found.join("; "))}`,
    ...table.ranges.map((range) => entry("range", visible(rangeText(range, table.key ?? [])))),
    ...table.differences.map((one) => entry(one.kind, visible(rowText(one)))),
    ...(table.differences.length > 0 && more > 0
      ? [entry("", colours.dim(`and ${least}${count(more, "more row")}`))]
      : []),
  ];
}

function leftOut(table: TableResult, colours: Colours): string[] {
  return table.notProven.map((why) => entry(colours.yellow("not proven".padEnd(12)), visible(why)));
}

function entry(word: string, text: string): string {
  return `        ${word.padEnd(12)} ${text}`.trimEnd();
}

function rangeText(range: KeyRange, key: readonly string[]): string {
  const bound = (values: readonly string[]) => values.map((value, at) => `${key[at] ?? "key"} ${value}`).join(", ");
  const from = range.from ? `from ${bound(range.from)}` : "from the first";
  const to = range.to ? `to before ${bound(range.to)}` : "to the last";
  return `${from} ${to}: ${count(range.rows.source, "row")} on the source, ${range.rows.target} on the target`;
}

function rowText(one: Difference): string {
  const key = Object.entries(one.key)
    .map(([name, value]) => `${name} = ${shown(value)}`)
    .join(", ");
  const columns = one.columns?.map(({ name, source, target }) =>
    source === undefined && target === undefined ? name : `${name} ${shown(source)} -> ${shown(target)}`,
  );
  const times = one.times && `${one.times.source} times on the source, ${one.times.target} on the target`;
  return [key, columns?.join(", "), times].filter(Boolean).join(": ");
}

function shown(value: string | null | undefined): string {
  return value === null || value === undefined
    ? "NULL"
    : /^-?\d+(\.\d+)?$|^0x[0-9a-f]*$/.test(value)
      ? value
      : JSON.stringify(value);
}

function summary(result: CompareResult, colours: Colours): string {
  const what = result.mode === "counts" ? "counted" : result.mode === "sample" ? "sampled" : "compared";
  const rows = `${count(result.rows.source, "row")} ${what} in ${count(result.tables.length, "table")}, ${result.seconds.toFixed(1)} s`;
  const since = result.resumed ? `, begun ${result.begun} and resumed` : "";
  const reasons = result.notProven.map((why) => `${colours.yellow("not proven")} ${visible(why)}`);
  return [...reasons, `${rows}${since}: ${verdict(result, colours)}`].join("\n");
}

function verdict(result: CompareResult, colours: Colours): string {
  const many = (wanted: TableResult["verdict"]) => result.tables.filter((table) => table.verdict === wanted).length;
  if (result.verdict === "differs") return colours.red(`${count(many("differs"), "table")} not the same on both sides`);
  if (result.verdict === "same") return colours.green("source and target hold the same data");
  if (result.mode === "counts")
    return colours.yellow("the row counts are equal; the rows are not proven to be the same");
  if (result.mode === "sample")
    return colours.yellow("no difference found in what was compared; not proven: compare in full to be sure");
  return colours.yellow("no difference was found, but not everything is proven to be the same");
}

function nameOf(table: TableResult): string {
  return visible(showNames(table.database, table.table));
}
