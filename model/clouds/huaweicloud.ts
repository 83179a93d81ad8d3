import { z } from "zod";
import { type AllowlistFacts, type CloudFacts, url } from "./facts";
import { listNameProblem } from "./listName";

/** Descriptions of a security group's rules. */
const allowlists: AllowlistFacts = { nobody: "127.0.0.1", nameProblem: listNameProblem };

export const huaweicloud = {
  title: "Huawei Cloud",
  regions: [
    "cn-north-1",
    "cn-north-2",
    "cn-north-4",
    "cn-north-9",
    "cn-north-11",
    "cn-north-12",
    "cn-east-2",
    "cn-east-3",
    "cn-east-4",
    "cn-east-5",
    "cn-south-1",
    "cn-south-2",
    "cn-south-4",
    "cn-southwest-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "la-north-2",
    "la-south-2",
    "na-mexico-1",
    "sa-brazil-1",
    "af-south-1",
    "af-north-1",
    "tr-west-1",
    "me-east-1",
    "eu-west-101",
  ],
  domains: [
    { suffix: "myhuaweicloud.com", source: "https://developer.huaweicloud.com/intl/en-us/endpoint" },
    { suffix: "myhuaweicloud.eu", source: "https://developer.huaweicloud.com/eu/endpoint" },
  ],
  allowlists,
  settings: z.strictObject({
    projectId: z.string().min(1).optional().describe("id of the project; equivalent to HW_PROJECT_ID"),
    projects: z
      .record(z.string(), z.string().min(1))
      .optional()
      .describe("ids of the projects of other regions, by region; each region of an account has its own project"),
    endpoints: z
      .strictObject({ drs: url, vpc: url, vpn: url.optional(), rds: url, iam: url })
      .optional()
      .describe("base URLs of the services to use instead of the region's own, such as a sandbox's"),
  }),
} satisfies CloudFacts;
