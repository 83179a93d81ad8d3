import { visible } from "../printing/visible";
import { ABOUT_PRICES, type CostLine, type Costs, forText, overrideText, priceText, totalText } from "./costs";
import { WAY_OUT } from "./order";
import { lastingText, type PlanPage } from "./page";
import { capital, spansOf, type Text } from "./text";

/** What a page of the documents adds to a plan. */
export interface Around {
  /** Lines before the picture. */
  intro: readonly string[];
  /** File of the picture, relative to the page. */
  picture: string;
}

/** A plan as a page of the documents. */
export function markdownOf(page: PlanPage, { intro, picture }: Around): string {
  const { title, lead, resources, stages, duties, costs, leaves } = page;
  return [
    `# ${markdown(title)}`,
    "",
    ...intro,
    "",
    ...lead.map((text) => `${markdown(text)}  `),
    "",
    `<img src="${picture}" width="400" alt="${attribute(page.picture.description)}">`,
    "",
    "## What it makes",
    "",
    ...table(
      ["what", "for", "where", "name and type", "when"],
      resources.map((row) => [
        capital(row.kind),
        row.what,
        row.at,
        `\`${row.name}\`, \`${row.type}\``,
        lastingText(row),
      ]),
    ),
    "## In which order",
    "",
    ...stages.flatMap(({ phase, command, steps }, at) => [
      `${at + 1}. \`${phase}\`: \`${command}\``,
      ...steps.map((text) => `   - ${markdown(text)}`),
    ]),
    "",
    markdown(WAY_OUT),
    "",
    "## What a person must do",
    "",
    ...table(
      ["when", "what"],
      duties.map(({ when, what }) => [when, capital(what)]),
    ),
    ...costSection(costs),
    "## What is left after `done`",
    "",
    ...leaves.map((text) => `- ${markdown(text)}`),
    "",
  ].join("\n");
}

function costSection(costs: Costs): string[] {
  const { lines, totals } = costs;
  const override = overrideText(costs);
  return [
    "## What it costs",
    "",
    ABOUT_PRICES,
    "",
    ...table(
      ["for", "price", "how it is counted", "read"],
      lines.map((line) => [forText(line), priceText(line), line.says, readText(line)]),
    ),
    ...totals.map((total) => `- By the ${total.unit}: ${markdown(totalText(total))}`),
    ...(override ? [`- ${markdown(capital(override))}`] : []),
    "",
  ];
}

function readText({ evidence }: CostLine): string {
  return evidence ? `[${evidence.document}](${evidence.url}), read ${evidence.read}` : "no page";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cells = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [cells(head), `|${head.map(() => "---").join("|")}|`, ...rows.map((row) => cells(row.map(linkedOr))), ""];
}

/** A cell is a text, or a link of ours. */
function linkedOr(cell: string): string {
  return /^\[[^\]]+\]\(https:[^)]+\), read /.test(cell) ? cell : markdown(cell);
}

/** A text without any markup but its code. */
function markdown(text: Text): string {
  return spansOf(text)
    .map(({ text: part, code }) =>
      code ? `\`${part}\`` : part.replace(/[\\*_[\]<>&]/g, (char) => SAFE[char] ?? `\\${char}`),
    )
    .join("");
}

const SAFE: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };

function attribute(text: string): string {
  return visible(text).replace(/[<>&"`]/g, (char) => SAFE[char] ?? `&#${char.charCodeAt(0)};`);
}
