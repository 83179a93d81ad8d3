import { z } from "zod";
import { account, credentials, endpoint, fromEnvironment, profileAndRole, region } from "../settings";

/** Environment variables for what the configuration leaves out, under the names that the vendor's own tools use. */
export const TENCENTCLOUD_VARIABLES = {
  region: ["TENCENTCLOUD_REGION"],
  accessKey: ["TENCENTCLOUD_SECRET_ID"],
  secretKey: ["TENCENTCLOUD_SECRET_KEY"],
  // The vendor's Terraform provider and its SDKs name it differently.
  securityToken: ["TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_TOKEN"],
  profile: ["TENCENTCLOUD_PROFILE"],
  roleArn: ["TENCENTCLOUD_ASSUME_ROLE_ARN"],
  roleSessionName: ["TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME"],
};

const service = (name: string) => endpoint("tencentcloud", name).optional();

export const tencentcloudConfig = z.strictObject({
  region: region("tencentcloud")
    .optional()
    .describe(`region of the target and of the task; ${fromEnvironment(TENCENTCLOUD_VARIABLES.region)}`),
  account,
  ...credentials(TENCENTCLOUD_VARIABLES, { accessKey: "the SecretId", secretKey: "the SecretKey" }),
  ...profileAndRole(TENCENTCLOUD_VARIABLES, "~/.tencentcloud/credentials"),
  endpoints: z
    .strictObject({
      dts: service("dts").describe("of DTS"),
      cdb: service("cdb").describe("of TencentDB for MySQL"),
      vpc: service("vpc").describe("of VPC"),
      sts: service("sts").describe("of STS, for a role"),
    })
    .optional()
    .describe("base URLs to use instead of the vendor's public endpoints"),
});
export type TencentcloudConfig = z.output<typeof tencentcloudConfig>;
