import { isLosslessNumber, parse } from "lossless-json";

/**
 * A JSON text in a form that is the same whenever it says the same: members in order, numbers by their exact value (1.10,
 * 1.1 and 11e-1 are one), strings without needless escapes. Servers store JSON as text or rewrite it, and a dump turns a
 * DECIMAL inside it into a DOUBLE.
 *
 * What is no JSON, or names a member twice (servers differ in which one counts), stands for itself.
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

/** Digits without zeros at either end, and the power of ten. */
function exactNumber(text: string): string {
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text)!;
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const short = digits.replace(/0+$/, "");
  if (short === "") return "0";
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - short.length);
  return `${sign}${short}e${power}`;
}
