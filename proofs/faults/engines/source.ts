import type { Step } from "../fault";

const rds = (phase: Step["phase"], name: string, action: string, says: RegExp): Step => ({
  ...{ name: `source: ${name}`, phase, cloud: "alicloud", call: `alicloud \\S+ \\S+ ${action}\\b`, says },
});

/** Steps of a source at Alibaba, whatever the engine. */
export const ALIBABA_SOURCE: readonly Step[] = [
  rds("prepare", "open the allowlist", "ModifySecurityIps", /allowlist|adding/),
  rds("prepare", "read the allowlist", "DescribeDBInstanceIPArrayList", /allowlist|reading/),
  rds("done", "close the allowlist", "ModifySecurityIps", /allowlist|removing/),
];
