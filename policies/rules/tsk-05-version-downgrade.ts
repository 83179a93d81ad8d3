import { isOlderSeries } from "../../model/mysql/series";
import { defineRule } from "../core/rule";
import { Unknown } from "../core/values";
import { majorOf } from "../data/supportMatrix";
import { quoted, undecided, violation } from "./findings";

/** TSK-05: the target is older than the source. */
export const tsk05 = defineRule<"versions">({
  id: "TSK-05",
  title: "The target is older than the source",
  severity: "high",
  why: "Services reject or silently convert what an older major version does not support: collations, data types, reserved words. It shows in the middle of the copy.",
  remedy: "Raise the target's version to that of the source or higher.",
  tags: ["task", "version"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'source 8.0, target db: { version: "5.7" }',
    passes: 'source 5.7, target db: { version: "8.0" }',
  },
  facet: "versions",
  judge(pair) {
    const needed = "a target of the source's major version or higher";
    for (const version of [pair.source, pair.target]) {
      if (version instanceof Unknown) return [undecided(pair.property, needed, version)];
    }
    const source = majorOf(String(pair.source));
    const target = majorOf(String(pair.target));
    if (source === undefined || target === undefined || !isOlderSeries(target, source)) return [];
    return [
      violation({
        property: pair.property,
        seen: `target ${quoted(pair.target)} under source ${quoted(pair.source)}`,
        needed,
        fix: `raise the target to ${source} or higher`,
        told: "the version belongs to another resource, or to an existing server",
      }),
    ];
  },
});
