import { defineRule, type Finding } from "../core/rule";
import type { Endpoint, Service } from "../core/task";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";

const INSTEAD: Record<Service, string> = {
  drs: 'netType: "vpn" or "vpc"',
  "tencent-dts": 'accessType: "vpncloud", "ccn" or "vpc"',
  "alibaba-dts": "an instance type EXPRESS or CEN instead of OTHER",
};

/** NET-11: the task crosses the internet where a private path could carry it. */
export const net11 = defineRule<"task">({
  id: "NET-11",
  title: "The task crosses the internet",
  severity: "medium",
  why: "A public path needs a public endpoint and an opening on it for the whole copy. It is also the default of providers: Huawei's net_type is eip unless set.",
  remedy: "Use VPN, VPC, peering or CCN for production data; choose the public path on purpose elsewhere.",
  tags: ["network", "task"],
  levels: { baseline: "advisory", strict: "advisory", production: "mandatory" },
  examples: {
    fails: 'new huaweicloud.DrsJob("move", { ..., direction: "up" })  // netType is eip by default',
    passes: 'new huaweicloud.DrsJob("move", { ..., direction: "up", netType: "vpn" })',
  },
  facet: "task",
  judge(task) {
    const ends = [task.source, task.target].filter((end): end is Endpoint => end !== undefined);
    const seen = new Set<string>();
    return ends.flatMap((end): Finding[] => {
      const needed = "a private path (VPN, VPC, peering, CCN)";
      if (seen.has(end.reachProperty)) return [];
      if (end.reach instanceof Unknown) return [undecided(end.reachProperty, needed, end.reach)];
      if (end.reach !== "public") return [];
      seen.add(end.reachProperty);
      const instead = task.ours || !task.service ? 'path: "vpn", "vpc" or "peering"' : INSTEAD[task.service];
      return [
        violation({
          property: end.reachProperty,
          seen: `${end.reachSeen}, the public network`,
          needed,
          fix: `use ${instead}`,
          told: "the private path has to be there before the task can take it",
        }),
      ];
    });
  },
});
