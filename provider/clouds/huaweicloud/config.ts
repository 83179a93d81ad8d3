import { z } from "zod";
import { endpoint, region } from "../settings";

/** Environment variables for what the configuration leaves out, under the names that the vendor's own tools use. */
export const HUAWEICLOUD_VARIABLES = {
  region: ["HW_REGION_NAME"],
  projectId: ["HW_PROJECT_ID"],
  accessKey: ["HW_ACCESS_KEY"],
  secretKey: ["HW_SECRET_KEY"],
  securityToken: ["HW_SECURITY_TOKEN"],
};

const from = (member: keyof typeof HUAWEICLOUD_VARIABLES) =>
  `environment: ${HUAWEICLOUD_VARIABLES[member].join(" or ")}`;

const service = (name: string) => endpoint("huaweicloud", name).optional();

export const huaweicloudConfig = z.strictObject({
  region: region("huaweicloud")
    .optional()
    .describe(`region of the target and of the task; ${from("region")}`),
  account: z
    .string()
    .min(1)
    .optional()
    .describe("name of the account that the migration service is used in, where it is not the first one"),
  projectId: z
    .string()
    .min(1)
    .optional()
    .describe(`id of the project of that region; ${from("projectId")}`),
  projects: z
    .record(z.string(), z.string().min(1))
    .optional()
    .describe("ids of the projects of other regions, by region: each region of an account has its own"),
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
      drs: service("drs").describe("of DRS"),
      vpc: service("vpc").describe("of VPC and EIP"),
      rds: service("rds").describe("of RDS"),
      iam: service("iam").describe("of IAM"),
    })
    .optional()
    .describe("base URLs in place of the vendor's public endpoints"),
});
export type HuaweicloudConfig = z.output<typeof huaweicloudConfig>;
