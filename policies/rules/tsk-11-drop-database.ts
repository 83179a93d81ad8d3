import { defineRule } from "../core/rule";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";

/** TSK-11: a DROP DATABASE on the source is replicated to the target. */
export const tsk11 = defineRule<"task">({
  id: "TSK-11",
  title: "DROP DATABASE is replicated",
  severity: "low",
  why: "Someone cleans up the source during the migration, and the target loses the same database before anyone notices.",
  remedy: "Filter drop_database.",
  tags: ["task", "ddl"],
  levels: { baseline: "advisory", strict: "advisory", production: "advisory" },
  examples: { fails: "policyConfig: {}", passes: 'policyConfig: { filterDdlPolicy: "drop_database" }' },
  facet: "task",
  judge(task) {
    const filtered = task.filteredDdl;
    if (!filtered || task.incremental === false) return [];
    const needed = "drop_database filtered out";
    if (filtered.value instanceof Unknown) return [undecided(filtered.property, needed, filtered.value)];
    if (filtered.value !== undefined && /drop_database/i.test(filtered.value)) return [];
    return [
      violation({
        property: filtered.property,
        seen: "DROP DATABASE is replicated",
        needed,
        fix: `set ${filtered.property} so that it drops no database`,
        ...(filtered.edits
          ? { edits: filtered.edits }
          : { told: "which statements the task has to replicate is your decision" }),
      }),
    ];
  },
});
