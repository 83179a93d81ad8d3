import { defineRule } from "../core/rule";
import { judgeSafeguard } from "./safeguards";

/** INS-02: the instance does not serve TLS. */
export const ins02 = defineRule<"safeguard">({
  id: "INS-02",
  title: "The instance does not serve TLS",
  severity: "high",
  why: "A server without TLS takes every login and every row in the clear, also that of a task which asks for TLS and falls back. Alibaba RDS, RDS for MySQL of Huawei and TencentDB leave it off until it is asked for.",
  remedy:
    "Turn TLS on at the instance before the task is made, and give the task the vendor's CA. Clients connect again.",
  tags: ["instance", "tls"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new alicloud.rds.Instance("source", { engine: "MySQL", ... })  // sslAction is off by default',
    passes: 'new alicloud.rds.Instance("source", { engine: "MySQL", ..., sslAction: "Open" })',
  },
  facet: "safeguard",
  judge: (safeguard) => judgeSafeguard(safeguard, { topic: "tls", needed: "TLS on the instance" }),
});
