import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { isMainland } from "../data/regions";
import { quoted, undecided, violation } from "./findings";

/** OPS-02: data leaves mainland China without an approval. */
export const ops02 = defineRule<"task">({
  id: "OPS-02",
  title: "Data leaves mainland China without an approval",
  severity: "high",
  why: "Moving data out of mainland China needs a legal basis. A region id in a task is easily changed and hard to undo.",
  remedy: "Add the target region to the pack's approvedRegions once it is approved.",
  tags: ["residency", "regions"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'srcRegion: "ap-guangzhou", dstRegion: "ap-singapore"',
    passes: 'srcRegion: "ap-guangzhou", dstRegion: "ap-shanghai"',
  },
  facet: "task",
  judge(task, context): Finding[] {
    const from = task.source?.region;
    const to = task.target?.region;
    const property = task.target?.regionProperty ?? "region";
    if (from === undefined || to === undefined) return [];
    const needed = "a region of mainland China, or an approved one";
    if (from instanceof Unknown) return [undecided(task.source?.regionProperty ?? property, needed, from)];
    if (!isMainland(from)) return [];
    if (to instanceof Unknown) return [undecided(property, needed, to)];
    if (isMainland(to) || context.settings.approvedRegions.includes(to)) return [];
    return [
      violation({
        property,
        seen: `${quoted(from)} to ${quoted(to)}`,
        needed,
        fix: `keep the data in the mainland, or add "${to}" to approvedRegions once it is approved`,
        told: "whether the data may leave is your decision",
      }),
    ];
  },
});
