import { z } from "zod";
import { endpoint, region } from "../settings";

/** Environment variables for what the configuration leaves out, under the names that the vendor's own tools use. */
export const ALICLOUD_VARIABLES = {
  region: ["ALIBABA_CLOUD_REGION_ID", "ALICLOUD_REGION"],
  accessKey: ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY"],
  secretKey: ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECRET_KEY"],
  securityToken: ["ALIBABA_CLOUD_SECURITY_TOKEN", "ALICLOUD_SECURITY_TOKEN"],
};

const from = (member: keyof typeof ALICLOUD_VARIABLES) => `environment: ${ALICLOUD_VARIABLES[member].join(" or ")}`;

export const alicloudConfig = z.strictObject({
  region: region("alicloud")
    .optional()
    .describe(`region; ${from("region")}`),
  account: z
    .string()
    .min(1)
    .optional()
    .describe("name of the account that the migration service is used in, where it is not the first one"),
  accessKey: z
    .string()
    .min(1)
    .optional()
    .describe(`id of the access key; ${from("accessKey")}`),
  secretKey: z
    .string()
    .min(1)
    .optional()
    .describe(`its secret; ${from("secretKey")}`),
  securityToken: z
    .string()
    .min(1)
    .optional()
    .describe(`token of temporary credentials; ${from("securityToken")}`),
  endpoints: z
    .strictObject({
      rds: endpoint("alicloud", "rds").optional().describe("of RDS"),
      dts: endpoint("alicloud", "dts").optional().describe("of DTS"),
    })
    .optional()
    .describe("base URLs in place of the vendor's public endpoints"),
});
export type AlicloudConfig = z.output<typeof alicloudConfig>;
