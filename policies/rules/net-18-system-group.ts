import { defineRule } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** Groups that Alibaba itself maintains on an instance. */
const SYSTEM = ["default", "ali_dms_group", "hdm_security_ips", "ali_dts_group", "dts_default"];

/** A name that no cloud maintains, in the vendor's format. */
export const OWN_GROUP = "dbferry_own";

/** NET-18: writes to a group that the cloud maintains. */
export const net18 = defineRule<"write">({
  id: "NET-18",
  title: "The write goes to a group that the cloud maintains",
  severity: "medium",
  why: "The groups default, ali_dms_group and hdm_security_ips are filled by the cloud and its consoles. What a migration adds there cannot be told apart and removed later, and what it removes breaks someone's tool.",
  remedy: "Use your own group, named after the migration.",
  tags: ["allowlist"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'dbInstanceIpArrayName: "ali_dms_group"',
    passes: 'dbInstanceIpArrayName: "dbferry_shop"',
  },
  facet: "write",
  judge(write) {
    if (write.ofForeign !== undefined || write.groupByDefault) return [];
    const needed = "your own group";
    if (write.group instanceof Unknown) return [undecided(write.property, needed, write.group)];
    if (!SYSTEM.includes(write.group.trim().toLowerCase())) return [];
    return [
      violation({
        property: write.property,
        seen: `the group ${quoted(write.group)}, which the cloud maintains`,
        needed,
        fix: `set ${write.property} to your own name, e.g. "dbferry_<name>"`,
        edits: [{ at: write.property, to: OWN_GROUP, note: "your own name" }],
      }),
    ];
  },
});
