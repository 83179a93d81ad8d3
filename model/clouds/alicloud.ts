import { z } from "zod";
import { type AllowlistFacts, type CloudFacts, url } from "./facts";
import { listNameProblem } from "./listName";

/** Groups that belong to the vendor or its services; our entries must not be added to them. */
const SYSTEM_GROUPS: ReadonlySet<string> = new Set([
  "default",
  "ali_dms_group",
  "hdm_security_ips",
  "dts_security_ips",
]);

const allowlists: AllowlistFacts = {
  nobody: "127.0.0.1",
  nameProblem(name) {
    if (SYSTEM_GROUPS.has(name.toLowerCase()) || /^(rds|ali|dts|dms)_/.test(name))
      return `'${name}' is a built-in or shared group; use a dedicated one, such as 'dbferry_shop'`;
    return listNameProblem(name);
  },
};

export const alicloud = {
  title: "Alibaba Cloud",
  regions: [
    "cn-qingdao",
    "cn-beijing",
    "cn-zhangjiakou",
    "cn-huhehaote",
    "cn-wulanchabu",
    "cn-hangzhou",
    "cn-shanghai",
    "cn-nanjing",
    "cn-fuzhou",
    "cn-shenzhen",
    "cn-heyuan",
    "cn-guangzhou",
    "cn-chengdu",
    "cn-wuhan-lr",
    "cn-hongkong",
    "ap-southeast-1",
    "ap-southeast-3",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ap-northeast-1",
    "ap-northeast-2",
    "us-west-1",
    "us-east-1",
    "na-south-1",
    "eu-west-1",
    "eu-central-1",
    "me-east-1",
    "me-central-1",
  ],
  domains: [
    {
      suffix: "aliyuncs.com",
      source: "https://www.alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-endpoint",
    },
  ],
  // `-vpc` is the endpoint inside a VPC.
  labels: (service) => [service, `${service}-vpc`],
  allowlists,
  machineLists: true,
  settings: z.strictObject({
    endpoints: z
      .strictObject({ rds: url, dts: url.optional(), ecs: url.optional(), sts: url.optional(), vpc: url.optional() })
      .describe("base URLs of the services to use instead of the region's own, such as a sandbox's"),
  }),
} satisfies CloudFacts;
