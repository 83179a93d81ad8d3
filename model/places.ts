/** The places a database can be in, with the words that users and vendors use for them. */
export const CLOUDS = ["alicloud", "tencentcloud", "huaweicloud"] as const;
export type Cloud = (typeof CLOUDS)[number];

export const CLOUD_NAMES: Record<Cloud, string> = {
  alicloud: "Alibaba Cloud",
  tencentcloud: "Tencent Cloud",
  huaweicloud: "Huawei Cloud",
};

/**
 * Regions that each cloud offers RDS for MySQL and its migration service in, by the vendors' own region lists (late 2026).
 * A region missing here is refused rather than guessed: a typo would otherwise surface as a DNS error in the middle of an update.
 */
export const REGIONS: Record<Cloud, readonly string[]> = {
  alicloud: [
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
  tencentcloud: [
    ...["ap-beijing", "ap-chengdu", "ap-chongqing", "ap-guangzhou", "ap-nanjing", "ap-shanghai", "ap-shenzhen"],
    ...["ap-hongkong", "ap-singapore", "ap-jakarta", "ap-bangkok", "ap-seoul", "ap-tokyo", "ap-mumbai"],
    ...["na-siliconvalley", "na-ashburn", "sa-saopaulo", "eu-frankfurt"],
  ],
  huaweicloud: [
    ...["cn-north-1", "cn-north-2", "cn-north-4", "cn-north-9", "cn-north-11", "cn-north-12", "cn-east-2", "cn-east-3"],
    ...["cn-east-4", "cn-east-5", "cn-south-1", "cn-south-2", "cn-south-4", "cn-southwest-2", "ap-southeast-1"],
    ...[
      "ap-southeast-2",
      "ap-southeast-3",
      "ap-southeast-4",
      "ap-southeast-5",
      "la-north-2",
      "la-south-2",
      "na-mexico-1",
    ],
    ...["sa-brazil-1", "af-south-1", "af-north-1", "tr-west-1", "me-east-1", "eu-west-101"],
  ],
};

/** Region of the list that is written most like the given one, for "did you mean". */
export function nearestRegion(cloud: Cloud, region: string): string | undefined {
  const squashed = squash(region);
  return (
    REGIONS[cloud].find((known) => squash(known) === squashed) ??
    REGIONS[cloud].find((known) => known.startsWith(region.slice(0, 6)))
  );
}

function squash(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}
