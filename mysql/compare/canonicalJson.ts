import { isLosslessNumber, parse } from "lossless-json";

/**
 * Normalises JSON text so that equal values have equal text: members are sorted, numbers are written by their exact
 * value (1.10, 1.1 and 11e-1 are the same) and strings without unnecessary escapes. Servers store JSON as text or
 * rewrite it, and a dump turns a DECIMAL inside it into a DOUBLE.
 *
 * Text that is not JSON, or that has a duplicate member (servers differ in which one counts), is returned unchanged.
 */
export function canonicalJson(text: unknown): string | null {
  if (text === null || text === undefined) return null;
  try {
    return written(parse(String(text)));
  } catch {
    return `not canonical: ${String(text)}`;
  }
}

function written(value: unknown): string {
  if (isLosslessNumber(value)) return exactNumber(value.value);
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${written(one)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** The digits without leading or trailing zeros, and the power of ten. */
function exactNumber(text: string): string {
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text)!;
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const short = digits.replace(/0+$/, "");
  if (short === "") return "0";
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - short.length);
  return `${sign}${short}e${power}`;
}
