import { publicPart, readAddress } from "../../model/addresses";
import { defineRule } from "../core/rule";
import { quoted, violation } from "./findings";

/** NET-20: an address is used although the endpoint has a host name. */
export const net20 = defineRule<"task">({
  id: "NET-20",
  title: "A pinned address replaces an endpoint that has a name",
  severity: "low",
  why: "A managed database's public endpoint is a name. Its address changes on failover or maintenance, and a task that was given the address stops in the middle of the copy.",
  remedy: "Give the task the name, or check before each phase that it still resolves to this address.",
  tags: ["task", "dns"],
  levels: { baseline: "advisory", strict: "advisory", production: "advisory" },
  examples: {
    fails: 'srcInfo: { supplier: "aliyun", infos: [{ host: "203.0.113.20", ... }], ... }',
    passes: 'srcInfo: { supplier: "aliyun", infos: [{ host: "shop.mysql.rds.aliyuncs.com", ... }], ... }',
  },
  facet: "task",
  judge(task) {
    const { source } = task;
    if (!source?.managedByOther || typeof source.host !== "string") return [];
    const reading = readAddress(source.host);
    if (reading.kind !== "blocks" || publicPart(reading.blocks).length === 0) return [];
    return [
      violation({
        property: source.hostProperty ?? source.property,
        seen: `${quoted(source.host)}, an address, for a managed database`,
        needed: "the endpoint's name",
        fix: "write the domain of the public endpoint",
        told: "the endpoint's name is not in the plan",
      }),
    ];
  },
});
