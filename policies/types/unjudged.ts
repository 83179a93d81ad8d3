import type { Report } from "../core/message";
import { type Coverage, coverageOf } from ".";

/** Policy name of reports about types that no rule judges. */
export const UNJUDGED = "unjudged";
const MOST_NAMES = 3;

/**
 * One report per type of a covered cloud that no rule judges, so that a plan without findings is not mistaken for one
 * that was fully judged.
 */
export function unjudgedReports(resources: readonly { type: string; name: string }[], on: "warn" | "deny"): Report[] {
  const found = new Map<string, { standing: Coverage; names: string[] }>();
  for (const { type, name } of resources) {
    const standing = coverageOf(type);
    if (standing !== "notYet" && standing !== "unlisted") continue;
    const entry = found.get(type) ?? { standing, names: [] };
    found.set(type, entry);
    entry.names.push(name);
  }
  return [...found].map(([type, { standing, names }]) => ({
    policy: UNJUDGED,
    verdict: "undetermined",
    enforcement: on === "deny" ? "mandatory" : "advisory",
    severity: "low",
    message: [
      `undetermined: not judged: ${type}`,
      `  seen:     ${some(names)}: ${standing === "notYet" ? "no rule covers this type" : "a type unknown to the pack"}`,
      "  needed:   a type that rules judge, or one that is irrelevant to migrations (docs/policies.md)",
      "  fix:      check yourself whether it opens access to a database or contains its password",
    ].join("\n"),
  }));
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
