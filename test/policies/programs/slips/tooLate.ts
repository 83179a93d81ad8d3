import { AlicloudTemporaryAllowlist } from "../../../../components/alicloud/temporaryAllowlist";
import { HuaweicloudTargetAccess } from "../../../../components/huaweicloud/targetAccess";
import { AllowlistEntry } from "../../../../provider/sdk";
import { later } from "../bare";
import { type Program, soon } from "../program";

const allowlist = () => ({
  instanceId: "rm-1",
  region: "cn-hangzhou",
  group: "dbferry_shop",
  migration: "shop",
  expires: soon(),
});
const entries = (...cidrs: Parameters<typeof later<string>>[0][]) =>
  new AlicloudTemporaryAllowlist("entries", { ...allowlist(), cidrs });
const access = (taskAddress: string) =>
  new HuaweicloudTargetAccess("access", {
    migration: "shop",
    expires: soon(),
    securityGroupId: "sg-1",
    port: 3306,
    region: "cn-north-4",
    taskAddress,
  });
const component = (resource: string, seen: string, make: () => unknown, rule = "NET-01"): Program => ({
  cloud: "dbferry",
  by: "component",
  rule,
  resource,
  seen,
  make: () => void make(),
});

/** Kind 1: known values are judged before the update, even next to unknown ones. */
export const tooLate: Record<string, Program> = {
  "late-bare-zero": component("entries", '"0.0.0.0"', () => entries("203.0.113.7", "0.0.0.0")),
  "late-mapped": component("entries", '"::ffff:0.0.0.0/96"', () => entries("::ffff:0.0.0.0/96")),
  "late-bare-v6": component("entries", '"::"', () => entries("::")),
  "late-access-zero": component("access", '"0.0.0.0', () => access("0.0.0.0")),
  "late-access-mapped": component("access", '"::ffff:0.0.0.0/96"', () => access("::ffff:0.0.0.0/96")),
  "late-beside-unknown": component(
    "entries",
    '"0.0.0.0/0"',
    () => new AlicloudTemporaryAllowlist("entries", { ...allowlist(), cidrs: [later("203.0.113.7/32"), "0.0.0.0/0"] }),
  ),
  "late-halves-beside-unknown": component(
    "entries",
    '"0.0.0.0/1"',
    () =>
      new AlicloudTemporaryAllowlist("entries", {
        ...allowlist(),
        cidrs: [later("203.0.113.7/32"), "0.0.0.0/1", "128.0.0.0/1"],
      }),
    "NET-02",
  ),
  "late-pack-beside-unknown": {
    cloud: "dbferry",
    rule: "NET-01",
    resource: "entry",
    seen: '"0.0.0.0/0"',
    make: () =>
      void new AllowlistEntry("entry", {
        cloud: "alicloud",
        ...allowlist(),
        cidrs: [later("203.0.113.7/32"), "0.0.0.0/0"],
      }),
  },
};
