import { z } from "zod";
import type { CloudFacts } from "./facts";

export const tencentcloud = {
  title: "Tencent Cloud",
  regions: [
    ...["ap-beijing", "ap-chengdu", "ap-chongqing", "ap-guangzhou", "ap-nanjing", "ap-shanghai", "ap-shenzhen"],
    ...["ap-hongkong", "ap-singapore", "ap-jakarta", "ap-bangkok", "ap-seoul", "ap-tokyo", "ap-mumbai"],
    ...["na-siliconvalley", "na-ashburn", "sa-saopaulo", "eu-frankfurt"],
  ],
  domains: [{ suffix: "tencentcloudapi.com", source: "https://www.tencentcloud.com/document/product/236/15832" }],
  settings: z.strictObject({}),
} satisfies CloudFacts;
