import type { EngineRegions, RouteRule } from "../facts";

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

/** A task that cannot be found again would not be proven to be gone. */
export const oneRegion: RouteRule = {
  why: "in which of two regions Tencent DTS lists a task between them is not documented, and dbferry looks for it in the target's alone",
  source: "DTS 2021-12-06, CreateMigrationService and DescribeMigrationJobs",
  date: "2026-12-01",
};
