import { visible } from "../printing/visible";
import { xml } from "../printing/xml";
import { wrappedLines } from "./lines";
import { type Box, type Picture, WHOSE, type Whose, type Zone } from "./picture";

/** As wide as a phone shows it without scaling it down much. */
const WIDTH = 400;
const MARGIN = 10;
const INSET = 10;
const PADDING = 12;
const ARROW = 26;
const TITLE = { size: 14, step: 19, bold: true };
const LINE = { size: 13, step: 18, bold: false };
const MARK = { size: 12, step: 17, bold: false };
const TEXT_WIDTH = WIDTH - 2 * (MARGIN + INSET + PADDING);

/** The colour says nothing that the words do not. */
const COLOURS: Readonly<Record<Whose, { fill: string; edge: string }>> = {
  yours: { fill: "#f3f4f6", edge: "#4b5563" },
  made: { fill: "#e8f1fd", edge: "#1a4f94" },
  person: { fill: "#fff4e0", edge: "#7a4d00" },
  between: { fill: "#ffffff", edge: "#4b5563" },
};
const INK = "#14181d";
const FONT = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif";

/** The picture as an SVG that needs nothing else. @param id distinguishes it from others on a page */
export function svgOf({ title, description, zones }: Picture, id = "picture"): string {
  const drawn: string[] = [];
  let y = MARGIN;
  for (const [index, zone] of zones.entries()) {
    if (index > 0) {
      drawn.push(arrow(y, ARROW));
      y += ARROW;
    }
    const { parts, height } = drawnZone(zone, y);
    drawn.push(...parts);
    y += height;
  }
  const height = y + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-description" font-family="${FONT}">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-description">${escaped(description)}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...drawn,
    "</svg>",
    "",
  ].join("\n");
}

function drawnZone({ title, boxes }: Zone, top: number): { parts: string[]; height: number } {
  const heading = linesOf(title, MARK.size, true);
  const inner: string[] = [];
  let y = top + 8 + heading.length * MARK.step + 6;
  for (const [index, box] of boxes.entries()) {
    if (index > 0) {
      inner.push(arrow(y, ARROW));
      y += ARROW;
    }
    const { parts, height } = drawnBox(box, y);
    inner.push(...parts);
    y += height;
  }
  const height = y + INSET - top;
  const frame = `<rect x="${MARGIN}" y="${top}" width="${WIDTH - 2 * MARGIN}" height="${height}" rx="8" fill="#fbfbfc" stroke="#8a919c"/>`;
  const words = heading.map((line, at) =>
    text(line, MARGIN + INSET, top + 8 + (at + 1) * MARK.step - 4, MARK.size, "#3a414b", true),
  );
  return { parts: [frame, ...words, ...inner], height };
}

function drawnBox({ title, lines, whose }: Box, top: number): { parts: string[]; height: number } {
  const { fill, edge } = COLOURS[whose];
  const rows = [
    ...linesOf(title, TITLE.size, true).map((line) => ({ ...TITLE, line, ink: INK })),
    ...lines.flatMap((one) => linesOf(one, LINE.size).map((line) => ({ ...LINE, line, ink: INK }))),
    ...linesOf(WHOSE[whose], MARK.size).map((line) => ({ ...MARK, line, ink: edge })),
  ];
  const x = MARGIN + INSET;
  const words: string[] = [];
  let y = top + 8;
  for (const { line, step, size, ink, bold } of rows) {
    y += step;
    words.push(text(line, x + PADDING, y - 5, size, ink, bold));
  }
  const height = y + 8 - top;
  const dashes = whose === "between" || whose === "person" ? ' stroke-dasharray="5 3"' : "";
  const frame = `<rect x="${x}" y="${top}" width="${WIDTH - 2 * x}" height="${height}" rx="6" fill="${fill}" stroke="${edge}" stroke-width="1.5"${dashes}/>`;
  return { parts: [frame, ...words], height };
}

/** From what is above to what is below. */
function arrow(top: number, height: number): string {
  const x = WIDTH / 2;
  const tip = top + height - 3;
  return `<path d="M${x} ${top + 3}V${tip - 2}M${x - 5} ${tip - 7}L${x} ${tip}L${x + 5} ${tip - 7}" fill="none" stroke="#3a414b" stroke-width="1.8"/>`;
}

function text(line: string, x: number, y: number, size: number, ink: string, bold: boolean): string {
  const weight = bold ? ' font-weight="bold"' : "";
  return `<text x="${x}" y="${y}" font-size="${size}"${weight} fill="${ink}">${escaped(line)}</text>`;
}

function linesOf(given: string, size: number, bold = false): string[] {
  return wrappedLines(visible(given), TEXT_WIDTH / size, bold);
}

function escaped(given: string): string {
  return xml(visible(given));
}
