import { z } from "zod";
import { named } from "../../named";
import type { EngineFacts } from "../facts";
import { OVER_A_PRIVATE_WAY, WIDE_RANGES } from "./addresses";
import { oneRegion, regions } from "./regions";

const instanceClass = z
  .enum(["small", "medium", "large", "xlarge", "xxlarge"])
  .default("large")
  .describe("size of the task, which determines its throughput and price");

const settings = named(
  "AlibabaDtsRunSettings",
  "How a task of Alibaba DTS is bought and run.",
  z.strictObject({ instanceClass }),
);

const SELF_MANAGED =
  "Alibaba DTS, migrate data from a self-managed MySQL database to an ApsaraDB RDS for MySQL instance";

const WRITES =
  "creates an empty database test, which dbferry does not drop, and repeats CREATE DATABASE IF NOT EXISTS test while it replicates";

export const alibabaDts = {
  title: "Alibaba DTS",
  section: "alibabaDts",
  settings,
  // It is bought when it runs: until then it costs nothing.
  run: settings,
  fixed: [],
  readOnlyTarget: false,
  keepDefiner: true,
  // https://www.alibabacloud.com/help/en/dts/developer-reference/datacheckconfigure-parameter
  consistencyCheck: { sample: { from: 10, to: 99 } },
  callers: {
    public:
      "the ranges that the service reports for the internet (WhiteIpList), which all its customers in the region share",
    private:
      "the ranges that the service reports for its own network (WhiteIpList), which all its customers in the region share",
    known:
      "the service reports the ranges of the task before a task is bought, and they are let in. The connection is tested, and the task is bought and started, in the phase `migrate`",
  },
  wideRanges: WIDE_RANGES,
  prices: {
    task: "alibaba-dts.hour",
    moved: { public: "alibaba-dts.gb", private: "alibaba-dts.gb" },
    // Regions of the Chinese mainland have a price of their own.
    compared: (region: string | undefined) =>
      region?.startsWith("cn-") && region !== "cn-hongkong" ? "alibaba-dts-check.gb" : "alibaba-dts-check-abroad.gb",
  },
  moves: {
    accounts: { behind: "create them on the target before the cutover" },
    viewsAndRoutines: "are created with the load",
    triggers: "are created after the rows are loaded",
    events: { behind: "create them on the target after the cutover" },
    definers: "become the target's administrator",
    triggersOfTables: "are created after the rows are loaded",
  },
  cannot: { allDatabases: true, fullOnly: true },
  queue: "load",
  routes: [
    {
      id: "alibaba-to-alibaba",
      source: "alicloud-rds",
      target: "alicloud-rds",
      path: "vpc",
      guide: "Alibaba DTS, migrate data between ApsaraDB RDS for MySQL instances; configure DTS tasks with OpenAPI",
      sameRegion: oneRegion,
    },
    {
      id: "onprem-to-alibaba",
      source: "onprem",
      target: "alicloud-rds",
      path: "public",
      guide: `${SELF_MANAGED} (OTHER); WhiteIpList (internet)`,
      plainSource: true,
      writes: WRITES,
    },
    {
      id: "onprem-to-alibaba-vpn",
      source: "onprem",
      target: "alicloud-rds",
      path: "vpn",
      guide: `${SELF_MANAGED} connected over Express Connect, VPN Gateway or Smart Access Gateway (EXPRESS); WhiteIpList (vpc)`,
      ownRange: OVER_A_PRIVATE_WAY,
      plainSource: true,
      writes: WRITES,
    },
    {
      id: "tencent-to-alibaba",
      source: "tencentcloud-mysql",
      target: "alicloud-rds",
      path: "public",
      guide: `${SELF_MANAGED} on a third-party cloud platform (OTHER); WhiteIpList (internet)`,
      endpointThere: true,
      plainSource: true,
      writes: WRITES,
    },
    {
      id: "huawei-to-alibaba",
      source: "huaweicloud-rds",
      target: "alicloud-rds",
      path: "public",
      guide: `${SELF_MANAGED} on a third-party cloud platform (OTHER); WhiteIpList (internet)`,
      endpointThere: true,
      plainSource: true,
      writes: WRITES,
    },
    {
      id: "alibaba-ecs-to-alibaba",
      source: "vm",
      target: "alicloud-rds",
      path: "vpc",
      guide:
        "Alibaba DTS, migrate data from a self-managed MySQL database on ECS to ApsaraDB RDS for MySQL (ECS); WhiteIpList (vpc)",
      sameRegion: oneRegion,
      plainSource: true,
      writes: WRITES,
    },
  ],
  versions: {
    pairs: {
      "5.1": ["5.5", "5.6", "5.7", "8.0"],
      "5.5": ["5.5", "5.6", "5.7", "8.0"],
      "5.6": ["5.6", "5.7", "8.0"],
      "5.7": ["5.7", "8.0"],
      "8.0": ["8.0"],
    },
    source: "Alibaba DTS, supported databases (176064), to RDS for MySQL",
    date: "2026-11-30",
  },
  regions,
} satisfies EngineFacts;
