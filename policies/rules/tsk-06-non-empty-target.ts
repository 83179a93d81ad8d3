import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** TSK-06: nothing asserts that the target is empty, or defines what happens to existing rows. */
export const tsk06 = defineRule<"task">({
  id: "TSK-06",
  title: "It is not stated what happens to rows already on the target",
  severity: "high",
  why: "A task into a target that is not empty mixes two databases. With a service's default it overwrites or skips rows, and no count shows which.",
  remedy: "Assert that the target is empty (preflight), or state a conflict policy.",
  tags: ["task", "target"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'options: { dealOfExistSameTable: "ExecuteAfterIgnore" }',
    passes: 'options: { dealOfExistSameTable: "ReportErrorAfterCheck", conflictHandleType: "ReportError" }',
  },
  facet: "task",
  judge(task) {
    const findings: Finding[] = [];
    const { emptyTarget, conflict } = task;
    if (emptyTarget?.value instanceof Unknown)
      findings.push(undecided(emptyTarget.property, "an empty target", emptyTarget.value));
    else if (emptyTarget && !emptyTarget.asserted) {
      findings.push(
        violation({
          property: emptyTarget.property,
          seen:
            emptyTarget.value === undefined
              ? "nothing asserts that the target is empty"
              : `${quoted(emptyTarget.value)} continues with existing tables`,
          needed: "a check that stops at existing tables",
          fix: `set ${emptyTarget.property} so that the task stops`,
          ...(emptyTarget.edits
            ? { edits: emptyTarget.edits }
            : { told: "it takes another resource: a preflight that the run waits for" }),
        }),
      );
    }
    if (conflict?.policies === "required" && conflict.value === undefined) {
      findings.push(
        violation({
          property: conflict.property,
          seen: "no conflict policy",
          needed: "a policy that stops on a conflict",
          fix: `set ${conflict.property}`,
          edits: [{ at: conflict.property, to: conflict.stop }],
        }),
      );
    }
    return findings;
  },
});
