import { readAddress } from "./read";
import { anyone, type Reading } from "./reading";
import { cleanText } from "./text";

/**
 * Parses the host part of a MySQL account. `%` and an empty host mean everyone. A pattern on an address stands for the
 * block of its leading whole numbers (`10.1.%` is 10.1.0.0/16), which may be wider than the pattern but never narrower.
 * A pattern on a name means everyone unless it ends in a name of at least two labels, because callers choose the name
 * that their address resolves to.
 */
export function readMysqlHost(raw: string): Reading {
  const text = cleanText(raw);
  if (text === "") return anyone(text, "an empty host, which MySQL treats as any host");
  if (!/[%_]/.test(text)) return readAddress(text);
  if (/^[\d.%_]+$/.test(text)) return readPattern(text);
  const fixed = /[%_]([^%_]*)$/.exec(text)?.[1] ?? "";
  const labels = fixed.split(".").filter((label) => label !== "");
  if (labels.length >= 2 && fixed.startsWith(".")) return { kind: "host", text, blocks: [] };
  return anyone(text, "a name pattern that any caller can match with a DNS name of their own");
}

function readPattern(text: string): Reading {
  const leading: string[] = [];
  for (const part of text.split(".")) {
    if (!/^\d+$/.test(part) || leading.length === 4) break;
    leading.push(part);
  }
  if (leading.length === 0) return anyone(text, "a pattern that matches addresses everywhere");
  const prefix = Math.min(leading.length, 4) * 8;
  const base = [...leading, "0", "0", "0", "0"].slice(0, 4).join(".");
  const reading = readAddress(`${base}/${prefix}`);
  return reading.kind === "blocks"
    ? { ...reading, text, how: `the pattern lies in ${reading.blocks.join(" or ")}` }
    : reading;
}
