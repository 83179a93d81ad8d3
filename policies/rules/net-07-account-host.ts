import type { Reading } from "../../model/addresses";
import { breadthOf, readSources } from "../core/breadth";
import { defineRule, type Finding } from "../core/rule";
import { violation } from "./findings";
import { pieces } from "./net-02-world-in-pieces";
import { NARROW, show, undeterminedSources, without, worldwide } from "./sources";

/** NET-07: an account can log in from anywhere. */
export const net07 = defineRule<"opening">({
  id: "NET-07",
  title: "An account may log in from anywhere",
  severity: "high",
  why: "An account at '%' works from every address that reaches the server. Bound to the task's address it is useless to anyone else, even with the password.",
  remedy: "Bind the account to the task's address or to a narrow range.",
  tags: ["account", "mysql"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new dbferry.MysqlAccount("mover", { ..., hosts: ["%"] })',
    passes: 'new dbferry.MysqlAccount("mover", { ..., hosts: ["203.0.113.7"] })',
  },
  facet: "opening",
  judge(opening, context) {
    if (opening.kind !== "account") return [];
    const sources = readSources(opening);
    const refuse = (seen: string, bad: readonly Reading[]): Finding[] => [
      violation({
        property: opening.property,
        seen,
        needed: NARROW,
        fix: `set ${opening.property} to the task's address, e.g. "203.0.113.7"`,
        edits: without(opening, bad),
        // dbferry knows the task's address, so an account that it creates for every host is a mistake at any level.
        ...(opening.ours ? { enforcement: { baseline: "mandatory" as const } } : {}),
      }),
    ];
    if (sources.empty)
      return opening.whenAbsent ? refuse(`no host, which the provider treats as ${opening.whenAbsent}`, []) : [];
    const breadth = breadthOf(sources.entries, context.settings);
    if (breadth.kind === "world") return refuse(`${show(breadth.entry)} is every host`, worldwide(sources.entries));
    if (breadth.kind === "pieces")
      return refuse(`the hosts together cover ${breadth.addresses}`, pieces(breadth.entries, context.settings));
    if (breadth.kind === "wide") {
      const wide = breadth.entries.map(({ entry }) => entry);
      return refuse(`${show(wide[0]!)} is wider than one network`, wide);
    }
    if (sources.unreadable.length > 0)
      return refuse(`${show(sources.unreadable[0]!)} cannot be read as a host`, sources.unreadable);
    return undeterminedSources(opening, sources, NARROW);
  },
});
