import type { Reading } from "../../model/addresses";
import { breadthOf } from "../core/breadth";
import type { AccessRule } from "../core/facets";
import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { pieces } from "./net-02-world-in-pieces";
import { ingressSources, showSome, undeterminedSources, without, worldwide } from "./sources";

const NEEDED = "a list that passes NET-01, NET-02 and NET-04 on its own";

/** NET-05: a list that rules refer to (template, address group, prefix list) contains what a rule must not contain. */
export const net05 = defineRule<"opening">({
  id: "NET-05",
  title: "A list behind a reference is too wide",
  severity: "critical",
  why: "A rule that names an address template, an address group or a prefix list shows an id and no addresses. The width hides in the list, and whoever edits the list later opens the database without touching the rule.",
  remedy: "Shrink the list; keep it in the same program as the rule that uses it.",
  tags: ["network", "address-group", "prefix-list"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new tencentcloud.AddressTemplate("dts", { addresses: ["10.0.0.1-250.0.0.1"] })',
    passes: 'new tencentcloud.AddressTemplate("dts", { addresses: ["203.0.113.7", "203.0.113.16-203.0.113.31"] })',
  },
  facet: "opening",
  judge(opening, context) {
    if (opening.kind !== "group") return referred(opening);
    const sources = ingressSources(opening, ["group"]);
    if (!sources) return [];
    const violation = (bad: readonly Reading[], seen: string, enforcement?: Finding["enforcement"]): Finding => ({
      verdict: "violation",
      property: opening.property,
      seen,
      needed: NEEDED,
      fix: "keep only the addresses of the task in the list",
      edits: without(opening, bad),
      ...(enforcement ? { enforcement } : {}),
    });
    const breadth = breadthOf(sources.entries, context.settings);
    if (breadth.kind === "world")
      return [violation(worldwide(sources.entries), `${showSome([breadth.entry])} covers every address`)];
    if (breadth.kind === "pieces")
      return [
        violation(
          pieces(breadth.entries, context.settings),
          `${showSome(breadth.entries)} together cover ${breadth.addresses}`,
        ),
      ];
    if (sources.unreadable.length > 0)
      return [violation(sources.unreadable, `${showSome(sources.unreadable)} cannot be read as an address`)];
    if (breadth.kind === "wide") {
      const open = breadth.entries.some(({ part }) => part === "public");
      const wide = breadth.entries.map(({ entry }) => entry);
      return [
        violation(
          wide,
          `${showSome(wide)} is wider than allowed for a source`,
          open ? undefined : { baseline: "advisory" },
        ),
      ];
    }
    return undeterminedSources(opening, sources, NEEDED);
  },
});

/** A rule that refers to a list outside this plan, whose contents are not visible. */
function referred(opening: AccessRule): Finding[] {
  const reference = opening.narrowedBy;
  if (opening.direction !== "ingress" || reference?.contents !== "addresses" || reference.resolved !== false) return [];
  const seen = reference.value instanceof Unknown ? "a list" : `the list "${reference.value}"`;
  return [
    {
      verdict: "undetermined",
      property: reference.property,
      seen: `${seen}, whose addresses are not in this plan`,
      needed: NEEDED,
      fix: "declare the list in the same program, or name the addresses in the rule",
    },
  ];
}
