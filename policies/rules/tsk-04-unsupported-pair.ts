import { sourceVersions, targetVersions } from "../../model/versions";
import { defineRule, type Finding } from "../core/rule";
import type { Endpoint, Task } from "../core/task";
import { majorOf, SUPPORTED, type Supported } from "../data/supportMatrix";
import { quoted, violation } from "./findings";

const CHOICE = "which of the possible ways fits is your decision";

/** TSK-04: no vendor replicates this pair. */
export const tsk04 = defineRule<"task">({
  id: "TSK-04",
  title: "No service moves this pair",
  severity: "high",
  why: "A task for a pair that the service does not move is created, billed, and refused in its precheck.",
  remedy: "Choose versions, direction and service from the support matrix.",
  tags: ["task", "support-matrix"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'srcInfo: { databaseType: "mysql", infos: [{ engineVersion: "5.1", ... }], ... }',
    passes: 'srcInfo: { databaseType: "mysql", infos: [{ engineVersion: "5.7", ... }], ... }',
  },
  facet: "task",
  judge(task) {
    const matrix = SUPPORTED.find((row) => row.service === task.service);
    const stated = (task.unsupported ?? []).map((item) =>
      violation({ ...item, fix: `use ${item.needed}`, told: CHOICE }),
    );
    if (!matrix) return stated;
    return [
      ...stated,
      ...version(task, task.source, sourceVersions(matrix), matrix),
      ...version(task, task.target, targetVersions(matrix), matrix),
    ];
  },
});

function version(task: Task, end: Endpoint | undefined, known: readonly string[], matrix: Supported): Finding[] {
  if (typeof end?.version !== "string" || (typeof end.engine === "string" && !/mysql/i.test(end.engine))) return [];
  const major = majorOf(end.version);
  if (major !== undefined && known.includes(major)) return [];
  return [
    violation({
      property: end.versionProperty ?? end.property,
      seen: `MySQL ${quoted(end.version)} for ${task.service}`,
      needed: `one of ${known.join(", ")} (${matrix.source}, ${matrix.date})`,
      fix: "upgrade the server first, or use another service",
      told: CHOICE,
    }),
  ];
}
