import type { EngineRegions } from "../facts";

/** The page names cities; it has none in South America. */
export const regions: EngineRegions = {
  listed: [
    "ap-guangzhou",
    "ap-shenzhen",
    "ap-shanghai",
    "ap-nanjing",
    "ap-beijing",
    "ap-chengdu",
    "ap-chongqing",
    "ap-hongkong",
    "ap-singapore",
    "ap-jakarta",
    "ap-bangkok",
    "ap-mumbai",
    "ap-seoul",
    "ap-tokyo",
    "na-siliconvalley",
    "na-ashburn",
    "eu-frankfurt",
  ],
  source: "Tencent DTS, supported regions of data migration",
  date: "2026-11-30",
};
