import { z } from "zod";
import { account, credentials, endpoint, fromEnvironment, profileAndRole, region } from "../settings";

/** Environment variables for what the configuration leaves out, under the names that the vendor's own tools use. */
export const ALICLOUD_VARIABLES = {
  region: ["ALIBABA_CLOUD_REGION_ID", "ALICLOUD_REGION"],
  accessKey: ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY"],
  secretKey: ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECRET_KEY"],
  securityToken: ["ALIBABA_CLOUD_SECURITY_TOKEN", "ALICLOUD_SECURITY_TOKEN"],
  profile: ["ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE"],
  roleArn: ["ALIBABA_CLOUD_ROLE_ARN", "ALICLOUD_ASSUME_ROLE_ARN"],
  roleSessionName: ["ALIBABA_CLOUD_ROLE_SESSION_NAME", "ALICLOUD_ASSUME_ROLE_SESSION_NAME"],
};

export const alicloudConfig = z.strictObject({
  region: region("alicloud")
    .optional()
    .describe(`region; ${fromEnvironment(ALICLOUD_VARIABLES.region)}`),
  account,
  ...credentials(ALICLOUD_VARIABLES),
  ...profileAndRole(ALICLOUD_VARIABLES, "~/.aliyun/config.json"),
  endpoints: z
    .strictObject({
      rds: endpoint("alicloud", "rds").optional().describe("of RDS"),
      dts: endpoint("alicloud", "dts").optional().describe("of DTS"),
      ecs: endpoint("alicloud", "ecs").optional().describe("of ECS"),
      sts: endpoint("alicloud", "sts").optional().describe("of STS, for a role"),
      vpc: endpoint("alicloud", "vpc").optional().describe("of VPC, for a VPN"),
    })
    .optional()
    .describe("base URLs to use instead of the vendor's public endpoints"),
});
export type AlicloudConfig = z.output<typeof alicloudConfig>;
