import { defineRule } from "../core/rule";
import { judgeSafeguard } from "./safeguards";

/** INS-02: the instance does not serve TLS. */
export const ins02 = defineRule<"safeguard">({
  id: "INS-02",
  title: "The instance does not serve TLS",
  severity: "high",
  why: "Without TLS every login and every row crosses in the clear, including those of a task that requests TLS and falls back. Alibaba RDS, Huawei RDS for MySQL and TencentDB leave it off by default.",
  remedy:
    "Turn TLS on at the instance before the task is created, and give the task the vendor's CA. Clients have to reconnect.",
  tags: ["instance", "tls"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new alicloud.rds.Instance("source", { engine: "MySQL", ... })  // sslAction is off by default',
    passes: 'new alicloud.rds.Instance("source", { engine: "MySQL", ..., sslAction: "Open" })',
  },
  facet: "safeguard",
  judge: (safeguard) => judgeSafeguard(safeguard, { topic: "tls", needed: "TLS on the instance" }),
});
