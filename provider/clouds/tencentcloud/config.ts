import { z } from "zod";
import { endpoint, region } from "../settings";

/** Where the environment has what the configuration leaves out, under the names that the vendor's own tools use. */
export const TENCENTCLOUD_VARIABLES = {
  region: ["TENCENTCLOUD_REGION"],
  accessKey: ["TENCENTCLOUD_SECRET_ID"],
  secretKey: ["TENCENTCLOUD_SECRET_KEY"],
  // The vendor's Terraform provider and its SDKs name it differently.
  securityToken: ["TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_TOKEN"],
};

const from = (member: keyof typeof TENCENTCLOUD_VARIABLES) =>
  `environment: ${TENCENTCLOUD_VARIABLES[member].join(" or ")}`;

const service = (name: string) => endpoint("tencentcloud", name).optional();

export const tencentcloudConfig = z.strictObject({
  region: region("tencentcloud")
    .optional()
    .describe(`region of the target and of the task; ${from("region")}`),
  account: z
    .string()
    .min(1)
    .optional()
    .describe("name of the account that the migration service is used in, where it is not the first one"),
  accessKey: z
    .string()
    .min(1)
    .optional()
    .describe(`the SecretId; ${from("accessKey")}`),
  secretKey: z
    .string()
    .min(1)
    .optional()
    .describe(`the SecretKey; ${from("secretKey")}`),
  securityToken: z
    .string()
    .min(1)
    .optional()
    .describe(`token of temporary credentials; ${from("securityToken")}`),
  endpoints: z
    .strictObject({
      dts: service("dts").describe("of DTS"),
      cdb: service("cdb").describe("of TencentDB for MySQL"),
      vpc: service("vpc").describe("of VPC"),
    })
    .optional()
    .describe("base URLs in place of the vendor's public endpoints"),
});
export type TencentcloudConfig = z.output<typeof tencentcloudConfig>;
