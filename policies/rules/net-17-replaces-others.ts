import type { AllowlistWrite } from "../core/facets";
import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";
import { OWN_GROUP } from "./net-18-system-group";

/** NET-17: a write replaces entries that others added to a list. */
export const net17 = defineRule<"write">({
  id: "NET-17",
  title: "A write replaces what others allowed",
  severity: "high",
  why: "Alibaba's modify_mode is Cover by default: writing the default group removes the application's own addresses. Tencent's rule set owns every rule of its security group and empties it on destroy.",
  remedy: "Append to your own group, or use single rules on a security group that the stack does not own.",
  tags: ["allowlist", "security-group", "defaults"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new alicloud.rds.Instance("source", { ..., securityIps: ["203.0.113.7/32"], modifyMode: "Cover" })',
    passes:
      'new alicloud.rds.Instance("source", { ..., securityIps: ["203.0.113.7/32"], dbInstanceIpArrayName: "dbferry_shop", modifyMode: "Append" })',
  },
  facet: "write",
  judge(write) {
    if (write.ofForeign !== undefined) return foreign(write);
    const needed = "Append, or your own group";
    if (write.mode instanceof Unknown) return [undecided(write.modeProperty, needed, write.mode)];
    if (write.mode.toLowerCase() !== "cover") return [];
    if (write.group instanceof Unknown) return [undecided(write.property, needed, write.group)];
    if (write.group !== "default") return [];
    return [
      violation({
        property: write.modeProperty,
        seen: `${write.modeByDefault ? "Cover by default" : quoted(write.mode)} on the group "default"`,
        needed,
        fix: `set ${write.property} to your own name and ${write.modeProperty} to "Append"`,
        edits: [
          { at: write.property, to: OWN_GROUP, note: "your own name" },
          { at: write.modeProperty, to: "Append" },
        ],
        // An instance created by the same stack has no entries of others to replace.
        ...(write.modeByDefault ? { enforcement: { baseline: "advisory" as const } } : {}),
      }),
    ];
  },
});

function foreign(write: AllowlistWrite): Finding[] {
  return [
    violation({
      property: write.property,
      seen: `every rule of ${quoted(write.ofForeign)}, a security group that this plan does not declare`,
      needed: "single rules on a group that the stack does not own",
      fix: "use tencentcloud.SecurityGroupRule, one per source",
      ...(write.single
        ? { edits: [{ gone: true, instead: write.single }] }
        : { told: "some of its rules are not known yet, or have no form as a single rule" }),
    }),
  ];
}
