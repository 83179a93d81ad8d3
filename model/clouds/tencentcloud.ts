import { z } from "zod";
import { type AllowlistFacts, type CloudFacts, url } from "./facts";
import { listNameProblem } from "./listName";

/** Descriptions of a security group's policies. */
const allowlists: AllowlistFacts = { nobody: "127.0.0.1", nameProblem: listNameProblem };

export const tencentcloud = {
  title: "Tencent Cloud",
  regions: [
    "ap-beijing",
    "ap-chengdu",
    "ap-chongqing",
    "ap-guangzhou",
    "ap-nanjing",
    "ap-shanghai",
    "ap-shenzhen",
    "ap-hongkong",
    "ap-singapore",
    "ap-jakarta",
    "ap-bangkok",
    "ap-seoul",
    "ap-tokyo",
    "ap-mumbai",
    "na-siliconvalley",
    "na-ashburn",
    "sa-saopaulo",
    "eu-frankfurt",
  ],
  domains: [{ suffix: "tencentcloudapi.com", source: "https://www.tencentcloud.com/document/product/236/15832" }],
  allowlists,
  settings: z.strictObject({
    endpoints: z
      .strictObject({ dts: url, cdb: url, vpc: url, sts: url.optional() })
      .describe("base URLs of the services to use instead of the vendor's own, such as a sandbox's"),
  }),
} satisfies CloudFacts;
