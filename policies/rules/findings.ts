import { shorten } from "../../model/addresses";
import type { Finding } from "../core/rule";
import { type Known, Unknown } from "../core/values";

const LATER = "write it as a plain value where you can; otherwise it is judged again before anything is created";

/** A value as shown in a message. */
export function quoted(value: Known<unknown> | undefined): string {
  if (value instanceof Unknown) return "a value that is known only during the update";
  return value === undefined ? "nothing" : `"${shorten(String(value))}"`;
}

/** A violation with the line that fixes it. */
export function violation(finding: Omit<Finding, "verdict">): Finding {
  return { verdict: "violation", ...finding };
}

/** An unknown object is reported once, not once for each of its parts. */
const isWithin = (property: string, path: string) => property.startsWith(`${path}.`) || property.startsWith(`${path}[`);

/** An undetermined finding: the value is not known yet. */
export function undecided(property: string, needed: string, value: Unknown): Finding {
  return {
    verdict: "undetermined",
    property: value.path && (property.includes("[]") || isWithin(property, value.path)) ? value.path : property,
    seen: "a value that is known only during the update",
    needed,
    fix: LATER,
  };
}
