import { z } from "zod";
import { type CloudFacts, url } from "./facts";

export const alicloud = {
  title: "Alibaba Cloud",
  regions: [
    ...["cn-qingdao", "cn-beijing", "cn-zhangjiakou", "cn-huhehaote", "cn-wulanchabu", "cn-hangzhou", "cn-shanghai"],
    ...[
      "cn-nanjing",
      "cn-fuzhou",
      "cn-shenzhen",
      "cn-heyuan",
      "cn-guangzhou",
      "cn-chengdu",
      "cn-wuhan-lr",
      "cn-hongkong",
    ],
    ...["ap-southeast-1", "ap-southeast-3", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ap-northeast-1"],
    ...[
      "ap-northeast-2",
      "us-west-1",
      "us-east-1",
      "na-south-1",
      "eu-west-1",
      "eu-central-1",
      "me-east-1",
      "me-central-1",
    ],
  ],
  domains: [
    {
      suffix: "aliyuncs.com",
      source: "https://www.alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-endpoint",
    },
  ],
  // `-vpc` is the endpoint inside a VPC.
  labels: (service) => [service, `${service}-vpc`],
  settings: z.strictObject({
    endpoints: z
      .strictObject({ rds: url, dts: url.optional() })
      .describe("base URLs of the services in place of the region's own, such as a sandbox's"),
  }),
} satisfies CloudFacts;
