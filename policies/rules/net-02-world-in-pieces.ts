import type { Reading } from "../../model/addresses";
import { breadthOf, isWorldInPieces, PIECES_V4, tooWide } from "../core/breadth";
import type { AccessRule } from "../core/facets";
import { defineRule, type Finding, type Settings } from "../core/rule";
import { otherService } from "./otherService";
import { ingressSources, showSome, undeterminedSources, without } from "./sources";

const NEEDED = `all entries together cover fewer than ${PIECES_V4} public addresses`;

/**
 * NET-02: entries that are narrow one by one but together cover the whole internet (0.0.0.0/1 with 128.0.0.0/1, four
 * /2, 256 /8).
 */
export const net02 = defineRule<"opening">({
  id: "NET-02",
  title: "The entries together open the database to the world",
  severity: "critical",
  why: "Clouds accept any prefix length, so 0.0.0.0/1 and 128.0.0.0/1 open as much as 0.0.0.0/0 and pass every check that looks for that text. The list is judged by what it covers as a whole.",
  remedy: "Name the exact ranges the task connects from.",
  tags: ["network", "allowlist", "security-group"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'securityIps: ["0.0.0.0/1", "128.0.0.0/1"]',
    passes: 'securityIps: ["203.0.113.7/32", "203.0.113.8/32"]',
  },
  facet: "opening",
  judge(opening, context) {
    const sources = ingressSources(opening, ["allowlist", "rule"]);
    if (!sources) return [];
    const breadth = breadthOf(sources.entries, context.settings);
    if (breadth.kind === "pieces") {
      return [
        {
          verdict: "violation",
          property: opening.property,
          seen: `${showSome(breadth.entries)} together cover ${breadth.addresses}`,
          needed: NEEDED,
          fix: `replace them by the task's addresses, e.g. "203.0.113.7/32"`,
          edits: without(opening, pieces(breadth.entries, context.settings)),
          ...elsewhere(opening, context.settings.ports),
        },
      ];
    }
    if (breadth.kind === "world") return [];
    return undeterminedSources(opening, sources, NEEDED);
  },
});

/**
 * A rule for other ports, or for only the outer of two filters, is reported as such, with the enforcement that NET-01
 * gives it.
 */
function elsewhere(opening: AccessRule, allowed: readonly number[]): Partial<Finding> {
  const other = otherService(opening, allowed, "the world");
  if (!other) return {};
  return { title: "The entries together open other ports to the world", enforcement: other.enforcement! };
}

/**
 * The entries to remove: those that are too wide by themselves, or all of them where the others still cover the whole
 * internet.
 */
export function pieces(entries: readonly Reading[], settings: Settings): readonly Reading[] {
  const wide = entries.filter(({ blocks }) => tooWide(blocks, settings) === "public");
  const others = entries.filter((entry) => !wide.includes(entry));
  return isWorldInPieces(others.flatMap(({ blocks }) => blocks)) ? entries : wide;
}
