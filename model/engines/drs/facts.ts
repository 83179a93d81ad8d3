import { z } from "zod";
import { named } from "../../named";
import type { EngineFacts } from "../facts";
import { nodeType } from "./nodeType";
import { regions } from "./regions";

const expiredDays = z.number().int().min(14).max(100).default(14);

export const drs = {
  title: "Huawei DRS",
  section: "drs",
  settings: z.strictObject({
    nodeType: z.enum(["micro", "small", "medium", "high"]).default("high").describe("size of the replication instance"),
    expiredDays: expiredDays.describe("days after which the vendor ends an abnormal task on its own"),
  }),
  task: named(
    "DrsTaskSettings",
    "How a task of Huawei DRS is created.",
    z.strictObject({
      nodeType: nodeType.default("high").describe("size of the replication instance"),
      expiredDays: expiredDays.describe("days after which the vendor ends an abnormal task"),
    }),
  ),
  fixed: ["nodeType"],
  readOnlyTarget: true,
  keepDefiner: true,
  // DRS: at least 5 minutes ahead.
  schedule: { leadMinutes: 5 },
  // The vendor's precheck for conflicts of the target fails while another migration task uses it.
  queue: "end",
  callers: {
    public: "its EIP, one address",
    private: "its private address in the subnet of its own side, one address",
    known:
      "the task is created first, and its addresses are read; only then are they let in. The connection is tested, and the task is started, in the phase `migrate`",
  },
  prices: { task: "drs.hour", moved: { public: "drs.gb" }, compared: () => "drs-check.gb" },
  moves: {
    accounts: { behind: "create them on the target before the cutover" },
    viewsAndRoutines: "are created with the load",
    triggers: "are created when the task is ended normally",
    events: "are created when the task is ended normally",
    definers: "become the target's administrator",
    triggersOfTables: "are created when the task is ended normally",
  },
  // Samples are for other databases only: https://support.huaweicloud.com/intl/en-us/api-drs/drs_03_0243.html
  consistencyCheck: {},
  routes: [
    {
      id: "alibaba-to-huawei",
      source: "alicloud-rds",
      target: "huaweicloud-rds",
      path: "public",
      guide: "Huawei DRS FAQ drs_02_0100, cross-cloud (S000.3-S000.12, S001.3-S001.9)",
    },
    {
      id: "tencent-to-huawei",
      source: "tencentcloud-mysql",
      target: "huaweicloud-rds",
      path: "public",
      guide: "Huawei DRS FAQ drs_02_0100, cross-cloud (S000.3-S000.12, S001.3-S001.9)",
      endpointThere: true,
    },
    {
      id: "huawei-to-huawei",
      source: "huaweicloud-rds",
      target: "huaweicloud-rds",
      path: "vpc",
      guide: "Huawei DRS FAQ drs_02_0100, source and target in one VPC (S000.22-S000.26, S001.14-S001.16)",
      sameVpc: true,
    },
    {
      id: "huawei-to-huawei-peering",
      source: "huaweicloud-rds",
      target: "huaweicloud-rds",
      path: "peering",
      guide: "Huawei DRS FAQ drs_02_0100, source and target in two VPCs of one region (S000.24, S000.25)",
    },
    {
      id: "huawei-to-huawei-public",
      source: "huaweicloud-rds",
      target: "huaweicloud-rds",
      path: "public",
      guide: "Huawei DRS FAQ drs_02_0100, over the public network (S000.3-S000.12, S001.3-S001.9)",
      endpointThere: true,
    },
    {
      id: "huawei-ecs-to-huawei",
      source: "vm",
      target: "huaweicloud-rds",
      path: "vpc",
      guide: "Huawei DRS FAQ drs_02_0100, self-built on ECS in the target's VPC (S000.21-S000.32, S001.14-S001.17)",
      sameVpc: true,
    },
    {
      id: "huawei-ecs-to-huawei-peering",
      source: "vm",
      target: "huaweicloud-rds",
      path: "peering",
      guide:
        "Huawei DRS FAQ drs_02_0100, self-built on ECS in another VPC of the target's region (S000.21-S000.32, S001.14-S001.17)",
    },
    {
      id: "onprem-to-huawei",
      source: "onprem",
      target: "huaweicloud-rds",
      path: "public",
      guide: "Huawei DRS FAQ drs_02_0100, on-premises over the public network (S000.13-S000.20, S001.10-S001.13)",
    },
    {
      id: "onprem-to-huawei-vpn",
      source: "onprem",
      target: "huaweicloud-rds",
      path: "vpn",
      guide: "Huawei DRS FAQ drs_02_0100, on-premises over VPN",
    },
  ],
  versions: {
    pairs: {
      "5.5": ["5.6", "5.7", "8.0"],
      "5.6": ["5.6", "5.7", "8.0"],
      "5.7": ["5.7", "8.0"],
      "8.0": ["8.0"],
    },
    source: "Huawei DRS, From MySQL to MySQL, and its checks of both versions",
    date: "2026-11-30",
  },
  regions,
} satisfies EngineFacts;
