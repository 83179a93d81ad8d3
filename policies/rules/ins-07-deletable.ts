import { defineRule } from "../core/rule";
import { judgeSafeguard } from "./safeguards";

/** INS-07: a task's source or target can be deleted while it runs. */
export const ins07 = defineRule<"safeguard">({
  id: "INS-07",
  title: "The source or target of a task can be deleted while it runs",
  severity: "high",
  why: "While a task runs, neither end can be replaced: the source has the data, the target has the copy and soon the application's writes. A single mistaken destroy, or a change that replaces the instance, loses them.",
  remedy:
    "Turn the vendor's deletion protection on at both ends until the cutover is proven; where the vendor has none, set the resource option protect.",
  tags: ["instance", "deletion", "task"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new alicloud.rds.Instance("source", { ... })  // with a task that reads it',
    passes: 'new alicloud.rds.Instance("source", { ..., deletionProtection: true })',
  },
  facet: "safeguard",
  judge(safeguard, { phase }) {
    // After the cutover the instances may go.
    if (phase === "done") return [];
    const task = safeguard.forTask ?? "a task";
    return judgeSafeguard(safeguard, { topic: "deletion", needed: `deletion protection until ${task} is done` });
  },
});
