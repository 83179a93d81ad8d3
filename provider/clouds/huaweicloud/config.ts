import { z } from "zod";
import { account, credentials, endpoint, fromEnvironment, profile, region, word } from "../settings";

/** Environment variables for what the configuration leaves out, under the names that the vendor's own tools use. */
export const HUAWEICLOUD_VARIABLES = {
  region: ["HW_REGION_NAME"],
  projectId: ["HW_PROJECT_ID"],
  accessKey: ["HW_ACCESS_KEY"],
  secretKey: ["HW_SECRET_KEY"],
  securityToken: ["HW_SECURITY_TOKEN"],
  profile: ["HUAWEICLOUD_SDK_PROFILE"],
  agency: ["HW_ASSUME_ROLE_AGENCY_NAME"],
  agencyDomain: ["HW_ASSUME_ROLE_DOMAIN_NAME"],
};

const service = (name: string) => endpoint("huaweicloud", name).optional();

export const huaweicloudConfig = z.strictObject({
  region: region("huaweicloud")
    .optional()
    .describe(`region of the target and of the task; ${fromEnvironment(HUAWEICLOUD_VARIABLES.region)}`),
  account,
  projectId: z
    .string()
    .min(1)
    .optional()
    .describe(`id of the project of that region; ${fromEnvironment(HUAWEICLOUD_VARIABLES.projectId)}`),
  projects: z
    .record(z.string(), z.string().min(1))
    .optional()
    .describe("ids of the projects of other regions, by region; each region of an account has its own project"),
  ...credentials(HUAWEICLOUD_VARIABLES),
  profile: profile("~/.huaweicloud/credentials", HUAWEICLOUD_VARIABLES.profile),
  agency: word.describe(
    `agency that the keys assume, renewed before it expires; ${fromEnvironment(HUAWEICLOUD_VARIABLES.agency)}`,
  ),
  agencyDomain: word.describe(
    `name of the account that the agency belongs to; ${fromEnvironment(HUAWEICLOUD_VARIABLES.agencyDomain)}`,
  ),
  endpoints: z
    .strictObject({
      drs: service("drs").describe("of DRS"),
      vpc: service("vpc").describe("of VPC and EIP"),
      vpn: service("vpn").describe("of VPN"),
      rds: service("rds").describe("of RDS"),
      iam: service("iam").describe("of IAM"),
    })
    .optional()
    .describe("base URLs to use instead of the vendor's public endpoints"),
});
export type HuaweicloudConfig = z.output<typeof huaweicloudConfig>;

/** The project of the section's region. */
export function projectOf({ region, projectId, projects }: HuaweicloudConfig): string | undefined {
  return (region === undefined ? undefined : projects?.[region]) ?? projectId;
}
