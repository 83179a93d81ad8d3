import { type Step, stepsAt } from "../fault";

/** A step at Alibaba, by its action. */
export const alibabaStep = stepsAt("alicloud", (action) => `alicloud \\S+ \\S+ ${action}\\b`);

/** Steps of a source at Alibaba, whatever the engine. */
export const ALIBABA_SOURCE: readonly Step[] = [
  alibabaStep("prepare", "source: open the allowlist", "ModifySecurityIps", /allowlist|adding/),
  alibabaStep("prepare", "source: read the allowlist", "DescribeDBInstanceIPArrayList", /allowlist|reading/),
  alibabaStep("done", "source: close the allowlist", "ModifySecurityIps", /allowlist|removing/),
];
