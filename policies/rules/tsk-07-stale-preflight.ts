import { readDate } from "../../model/expiry";
import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** Maximum age of a preflight report, in hours. */
export const REPORT_HOURS = 24;

/** TSK-07: incremental replication without a recent report that the binlog is ready. */
export const tsk07 = defineRule<"task">({
  id: "TSK-07",
  title: "Incremental replication without a fresh preflight report",
  severity: "high",
  why: "Whether the source's binlog can be followed depends on settings and retention that change. A task that starts on an old report fails after the full copy, hours later.",
  remedy: "Run the preflight in the same update, or again when its report is older than a day.",
  tags: ["task", "preflight"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'tags: { "migrate-preflight": "2020-01-01T00:00:00Z" }  // on an incremental task',
    passes: 'tags: { "migrate-preflight": "<within the last day>", "migrate-binlog": "ready" }',
  },
  facet: "task",
  judge(task, context) {
    const { preflight } = task;
    if (!preflight || task.incremental === false) return [];
    if (task.incremental instanceof Unknown)
      return [undecided(task.incrementalProperty ?? preflight.property, "a known mode", task.incremental)];
    const needed = `a report from the last ${REPORT_HOURS} hours that says the binlog is ready`;
    const refuse = (seen: string): Finding[] => [
      violation({
        property: preflight.property,
        seen,
        needed,
        fix: "run the preflight again",
        told: "only a preflight run produces a report",
      }),
    ];
    if (preflight.at instanceof Unknown) return [undecided(preflight.property, needed, preflight.at)];
    if (preflight.binlog instanceof Unknown) return [undecided(preflight.property, needed, preflight.binlog)];
    const at = readDate(preflight.at);
    if (preflight.at === undefined || at === undefined)
      return refuse(
        preflight.at === undefined ? "no preflight report" : `${quoted(preflight.at)}, which is not an instant`,
      );
    if (preflight.binlog !== undefined && !/^(ready|pass|true)$/i.test(preflight.binlog))
      return refuse(`a report that says the binlog is ${quoted(preflight.binlog)}`);
    const hours = (context.now.getTime() - at.getTime()) / 3_600_000;
    return hours > REPORT_HOURS ? refuse(`a report from ${Math.floor(hours)} hours ago`) : [];
  },
});
