import { xml } from "../printing/xml";
import { ABOUT_PRICES, type CostLine, type Costs, forText, overrideText, priceText, totalText } from "./costs";
import { MARKS, WAY_OUT } from "./order";
import { lastingText, type PlanPage } from "./page";
import { svgOf } from "./svg";
import { capital, plain, spansOf, type Text } from "./text";

/** By which a page that dbferry wrote is recognised. */
export const GENERATOR_TAG = '<meta name="generator" content="dbferry plan" />';

/** The words are the same with and without it; nothing is loaded, and nothing runs. */
const STYLE = `
:root { color-scheme: light dark; --ink: #14181d; --soft: #3f4650; --paper: #ffffff; --edge: #b8bfc8; --tint: #f3f5f7; --open: #8a2c00; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f4; --soft: #c3cad2; --paper: #14181d; --edge: #4a525c; --tint: #20262d; --open: #ffb38a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "DejaVu Sans", Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 1080px; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 12px 0; }
h2 { font-size: 1.15rem; margin: 32px 0 8px; padding-top: 12px; border-top: 1px solid var(--edge); }
h3 { font-size: 1rem; margin: 16px 0 4px; }
p { margin: 6px 0; }
.soft { color: var(--soft); }
.open { color: var(--open); }
code { font: 0.9em ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; background: var(--tint); padding: 0 3px; border-radius: 3px; }
figure { margin: 16px 0; }
figure svg { display: block; max-width: 100%; height: auto; border: 1px solid var(--edge); border-radius: 8px; }
ol, ul { margin: 4px 0; padding-left: 22px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 6px 10px 6px 0; border-bottom: 1px solid var(--edge); }
th { color: var(--soft); font-weight: 600; }
@media (max-width: 700px) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td { display: block; width: 100%; }
  tr { padding: 8px 0; border-bottom: 1px solid var(--edge); }
  td { border: 0; padding: 1px 0; }
  td::before { content: attr(data-label) ": "; color: var(--soft); }
}
@media (min-width: 1000px) { .lead { display: grid; grid-template-columns: 402px 1fr; gap: 32px; align-items: start; } .lead figure { margin-top: 6px; } }
`;

/** A plan as a page of its own: no script, and nothing from elsewhere. */
export function htmlOf(page: PlanPage): string {
  const { title, lead, picture, resources, stages, duties, costs, leaves } = page;
  return [
    "<!DOCTYPE html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8" />',
    GENERATOR_TAG,
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" />`,
    '<meta name="referrer" content="no-referrer" />',
    `<title>${xml(plain(title))}</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    "<main>",
    `<h1>${inline(title)}</h1>`,
    '<div class="lead">',
    `<figure>${svgOf(picture).trimEnd()}</figure>`,
    "<div>",
    ...lead.map((text) => `<p>${inline(text)}</p>`),
    ...heading("What a person must do"),
    ...list(duties.map(({ when, what }) => `<b>${xml(capital(when))}</b>: ${inline(what)}`)),
    "</div>",
    "</div>",
    ...heading("What it makes"),
    ...table(
      ["What", "For", "Where", "Name and type", "When"],
      resources.map((row) => [
        inline(capital(row.kind)),
        inline(row.what),
        inline(row.at),
        `<code>${xml(row.name)}</code> <code>${xml(row.type)}</code>`,
        inline(lastingText(row)),
      ]),
    ),
    ...heading("In which order"),
    ...stages.flatMap(({ phase, command, mark, steps }, at) => [
      `<h3>${at + 1}. ${xml(phase)}: <code>${xml(command)}</code>${mark ? ` (${inline(MARKS[mark])})` : ""}</h3>`,
      ...list(steps.map(inline)),
    ]),
    `<p>${inline(WAY_OUT)}</p>`,
    ...costSection(costs),
    ...heading("What is left after done"),
    ...list(leaves.map(inline)),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function costSection(costs: Costs): string[] {
  const { lines, totals } = costs;
  const override = overrideText(costs);
  return [
    ...heading("What it costs"),
    `<p class="soft">${inline(ABOUT_PRICES)}</p>`,
    ...table(
      ["For", "Price", "How it is counted", "Read"],
      lines.map((line) => [
        inline(forText(line)),
        line.price.known ? inline(priceText(line)) : `<span class="open">${inline(priceText(line))}</span>`,
        inline(line.says),
        readText(line),
      ]),
    ),
    ...list([
      ...totals.map((total) => `<b>By the ${total.unit}</b>: ${inline(totalText(total))}`),
      ...(override ? [inline(capital(override))] : []),
    ]),
  ];
}

/** Not a link: a page about somebody's own systems leads nowhere. */
function readText({ evidence }: CostLine): string {
  return evidence ? `${xml(evidence.document)}, read ${xml(evidence.read)}` : "no page";
}

function heading(text: string): string[] {
  return [`<h2>${xml(text)}</h2>`];
}

/** @param items markup */
function list(items: readonly string[]): string[] {
  return ["<ul>", ...items.map((item) => `<li>${item}</li>`), "</ul>"];
}

/** Roles keep it a table for a screen reader, also where a narrow page shows it as blocks. @param rows markup */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [
    '<table role="table">',
    `<thead role="rowgroup"><tr role="row">${head.map((cell) => `<th role="columnheader" scope="col">${xml(cell)}</th>`).join("")}</tr></thead>`,
    '<tbody role="rowgroup">',
    ...rows.map(
      (row) =>
        `<tr role="row">${row.map((cell, at) => `<td role="cell" data-label="${xml(head[at] ?? "")}">${cell}</td>`).join("")}</tr>`,
    ),
    "</tbody>",
    "</table>",
  ];
}

/** A text as markup, with nothing in it but its code. */
function inline(text: Text): string {
  return spansOf(text)
    .map(({ text: part, code }) => (code ? `<code>${xml(part)}</code>` : xml(part)))
    .join("");
}
