import { defineRule } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** TSK-12: the target waits for its replicas during the load. */
export const tsk12 = defineRule<"topology">({
  id: "TSK-12",
  title: "The target waits for its replicas during the transfer",
  severity: "medium",
  why: "With semi-synchronous or strong replication every row of the load waits for the replicas; Tencent's guide asks for asynchronous mode while data moves.",
  remedy: "Set slaveSyncMode 0 during the transfer and raise it afterwards.",
  tags: ["target", "tencentcloud"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new tencentcloud.MysqlInstance("target", { ..., slaveSyncMode: 2 }) with a DTS task to it',
    passes: 'new tencentcloud.MysqlInstance("target", { ..., slaveSyncMode: 0 })',
  },
  facet: "topology",
  judge(topology) {
    if (!topology.target) return [];
    const needed = "0, asynchronous, until the transfer is over";
    if (topology.mode instanceof Unknown) return [undecided(topology.property, needed, topology.mode)];
    if (topology.mode === "0") return [];
    return [
      violation({
        property: topology.property,
        seen: `${quoted(topology.mode)} under ${topology.target}`,
        needed,
        fix: `set ${topology.property}: 0 and raise it after the cutover`,
        edits: [{ at: topology.property, to: 0 }],
      }),
    ];
  },
});
