import pc from "picocolors";
import { forText, overrideText, priceText, totalText } from "../../model/plan/costs";
import { MARKS, WAY_OUT } from "../../model/plan/order";
import { lastingText, type PlanPage } from "../../model/plan/page";
import { WHOSE } from "../../model/plan/picture";
import { capital, plain } from "../../model/plan/text";
import { visible } from "../../model/printing/visible";
import { pairs, wrapped } from "../terminal/wrap";

/** A plan on a terminal. */
export function planText(page: PlanPage, width: number): string {
  const { title, lead, picture, resources, stages, duties, costs, leaves } = page;
  const override = overrideText(costs);
  return `${[
    ...wrapped(plain(title), width).map((line) => pc.bold(line)),
    ...lead.flatMap((text) => wrapped(plain(text), width)),
    ...section("the path of the data"),
    ...picture.zones.flatMap(({ title: zone, boxes }) => [
      ...indented(visible(zone), width, 2),
      ...boxes.flatMap(({ title: box, lines, whose }) => [
        ...indented(`- ${visible(box)}${WHOSE[whose] === "" ? "" : ` (${WHOSE[whose]})`}`, width, 4, 2),
        ...lines.flatMap((line) => indented(visible(line), width, 8)),
      ]),
    ]),
    ...section("what it makes"),
    ...resources.flatMap((row) => [
      ...indented(`${visible(row.name)}: ${row.kind}; ${plain(lastingText(row))}`, width, 2, 2),
      ...indented(row.what, width, 6),
    ]),
    ...section("in which order"),
    ...stages.flatMap(({ command, mark, steps }, at) => [
      ...indented(`${at + 1}. ${command}${mark ? ` (${plain(MARKS[mark])})` : ""}`, width, 2, 3),
      ...steps.flatMap((text) => indented(`- ${plain(text)}`, width, 5, 2)),
    ]),
    ...indented(plain(WAY_OUT), width, 2),
    ...section("what a person must do"),
    ...duties.flatMap(({ when, what }) => indented(`${when}: ${plain(what)}`, width, 2, 2)),
    ...section("what it costs"),
    ...costs.lines.flatMap((line) => {
      const read = line.evidence ? ` (${line.evidence.document}, read ${line.evidence.read})` : "";
      return [
        ...indented(`${plain(forText(line))}: ${plain(priceText(line))}`, width, 2, 2),
        ...indented(`${line.says}${read}`, width, 6),
      ];
    }),
    ...pairs(
      costs.totals.map((total) => [`  by the ${total.unit}`, plain(totalText(total))] as const),
      width,
    ),
    ...(override ? indented(plain(override), width, 2) : []),
    ...section("what is left after done"),
    ...leaves.flatMap((text) => indented(`- ${plain(text)}`, width, 2, 2)),
  ].join("\n")}\n`;
}

function section(text: string): string[] {
  return ["", pc.bold(capital(text))];
}

/** @param more how much further the lines after the first are indented */
function indented(text: string, width: number, by: number, more = 0): string[] {
  const lines = wrapped(text, Math.max(20, width - by - more));
  return lines.map((line, at) => `${" ".repeat(at === 0 ? by : by + more)}${line}`);
}
