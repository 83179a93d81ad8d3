import { Connection } from "@pulumi/alicloud/rds/connection";
import * as hw from "@pulumi/huaweicloud";
import * as tc from "@pulumi/tencentcloud";
import { bare, later, tcType } from "../bare";
import type { Program } from "../program";

const strict = (cloud: Program["cloud"], resource: string, seen: string, make: () => unknown): Program => ({
  cloud,
  rule: "NET-10",
  resource,
  seen,
  config: { level: "strict", onUnknown: "deny" },
  make: () => void make(),
});
const mysql = { instanceName: "target", memSize: 4000, volumeSize: 200 };

/** Kind 8: public endpoints outside a migration. */
export const endpoints: Record<string, Program> = {
  "public-ali": strict("alicloud", "public", "no expiry", () => new Connection("public", { instanceId: "rm-1" })),
  "public-hw": strict(
    "huaweicloud",
    "public",
    "no expiry",
    () => new hw.RdsInstanceEipAssociate("public", { instanceId: "rds-1", publicIp: "203.0.113.9", publicIpId: "e" }),
  ),
  "public-tc": strict(
    "tencentcloud",
    "target",
    "no expiry",
    () => new tc.MysqlInstance("target", { ...mysql, internetService: 1 }),
  ),
  "public-tc-later": strict(
    "tencentcloud",
    "target",
    "known only during the update",
    () => new tc.MysqlInstance("target", { ...mysql, internetService: later(1) }),
  ),
  "public-tc-mariadb": {
    ...strict("tencentcloud", "config", "no expiry", () =>
      bare(tcType("MariadbInstanceConfig"), "config", { instanceId: "t", extranetAccess: 1 }),
    ),
    bare: true,
  },
  "public-tc-dcdb": {
    ...strict("tencentcloud", "shards", "no expiry", () =>
      bare(tcType("DcdbHourdbInstance"), "shards", { shardCount: 2, extranetAccess: true }),
    ),
    bare: true,
  },
};
