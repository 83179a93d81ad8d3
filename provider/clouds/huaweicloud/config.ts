import { z } from "zod";
import { endpoint, region } from "../settings";

const service = (name: string) => endpoint("huaweicloud", name).optional();

export const huaweicloudConfig = z.strictObject({
  /** Region of the target and of the task. Environment: HW_REGION_NAME. */
  region: region("huaweicloud").optional(),
  /** Name of the account that the migration service is used in, where it is not the first one. */
  account: z.string().min(1).optional(),
  /** Id of the project of that region. Environment: HW_PROJECT_ID. */
  projectId: z.string().min(1).optional(),
  /** Projects of other regions, by region: each region of an account has its own. */
  projects: z.record(z.string(), z.string().min(1)).optional(),
  /** Environment: HW_ACCESS_KEY. */
  accessKey: z.string().min(1).optional(),
  /** Environment: HW_SECRET_KEY. */
  secretKey: z.string().min(1).optional(),
  /** Of temporary credentials. Environment: HW_SECURITY_TOKEN. */
  securityToken: z.string().min(1).optional(),
  /** In place of the vendor's public endpoints. */
  endpoints: z
    .strictObject({
      drs: service("drs"),
      vpc: service("vpc"),
      rds: service("rds"),
      iam: service("iam"),
    })
    .optional(),
});
export type HuaweicloudConfig = z.output<typeof huaweicloudConfig>;

/** Where the environment has what the configuration leaves out, under the names that the vendor's own tools use. */
export const HUAWEICLOUD_VARIABLES = {
  region: ["HW_REGION_NAME"],
  projectId: ["HW_PROJECT_ID"],
  accessKey: ["HW_ACCESS_KEY"],
  secretKey: ["HW_SECRET_KEY"],
  securityToken: ["HW_SECURITY_TOKEN"],
};
