import { z } from "zod";
import { endpoint, region } from "../settings";

export const alicloudConfig = z.strictObject({
  /** Environment: ALIBABA_CLOUD_REGION_ID or ALICLOUD_REGION. */
  region: region("alicloud").optional(),
  /** Name of the account that the migration service is used in, where it is not the first one. */
  account: z.string().min(1).optional(),
  /** Environment: ALIBABA_CLOUD_ACCESS_KEY_ID or ALICLOUD_ACCESS_KEY. */
  accessKey: z.string().min(1).optional(),
  /** Environment: ALIBABA_CLOUD_ACCESS_KEY_SECRET or ALICLOUD_SECRET_KEY. */
  secretKey: z.string().min(1).optional(),
  /** Of temporary credentials. Environment: ALIBABA_CLOUD_SECURITY_TOKEN or ALICLOUD_SECURITY_TOKEN. */
  securityToken: z.string().min(1).optional(),
  /** In place of the vendor's public endpoint. */
  endpoints: z.strictObject({ rds: endpoint("alicloud", "rds").optional() }).optional(),
});
export type AlicloudConfig = z.output<typeof alicloudConfig>;

/** Where the environment has what the configuration leaves out, under the names that the vendor's own tools use. */
export const ALICLOUD_VARIABLES = {
  region: ["ALIBABA_CLOUD_REGION_ID", "ALICLOUD_REGION"],
  accessKey: ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY"],
  secretKey: ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECRET_KEY"],
  securityToken: ["ALIBABA_CLOUD_SECURITY_TOKEN", "ALICLOUD_SECURITY_TOKEN"],
};
