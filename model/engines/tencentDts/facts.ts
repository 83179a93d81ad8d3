import { z } from "zod";
import { isBlock } from "../../addresses/block";
import { named } from "../../named";
import type { EngineFacts } from "../facts";
import { privateAddresses, WIDE_RANGES } from "./addresses";
import { HOT_RULES, hotMigrationProblems, tencentProfile } from "./hotMigration";
import { oneRegion, regions } from "./regions";

const instanceClass = named(
  "TencentDtsInstanceClass",
  "A specification of a task of Tencent DTS.",
  z.enum(["micro", "small", "medium", "large", "xlarge", "2xlarge"]),
);

const task = named(
  "TencentDtsSettings",
  "How a task of Tencent DTS is created.",
  z.strictObject({
    instanceClass: instanceClass.default("medium").describe("specification of the task, which determines its price"),
    addresses: z
      .array(z.string().refine(isBlock, "an IPv4 or IPv6 address or CIDR block, such as 198.51.100.7/32"))
      .min(1)
      .optional()
      .describe(
        "addresses from which DTS connects to the source, instead of those that the vendor publishes: for the task's region, or for a source in its own cloud, for all regions; " +
          "with `path: vpn`, the address that the console shows once the task exists, without which the phase `migrate` is refused",
      ),
  }),
);

const run = named(
  "TencentDtsRunSettings",
  "How a task of Tencent DTS is run.",
  z.strictObject({
    sourceBy: named(
      "TencentDtsSourceBy",
      "What a task of Tencent DTS is given for its source.",
      z.enum(["name", "address"]),
    )
      .optional()
      .describe(
        "what the task is given if the source has a public host name: `name` (default), which the service resolves by itself, or `address`, on which several public " +
          "resolvers have to agree, and which the task keeps if the name moves",
      ),
  }),
);

const settings = task.extend({
  ...run.shape,
  profile: tencentProfile
    .optional()
    .describe(
      "`hot-migration`: follows the older guide's rules: two regions, certain version pairs, an empty target, always with replication",
    ),
});

export const tencentDts = {
  title: "Tencent DTS",
  section: "tencentDts",
  settings,
  task,
  run,
  problems: (
    { profile, addresses }: Readonly<Record<string, unknown>>,
    migration: Parameters<typeof hotMigrationProblems>[0],
  ) => [
    ...(migration.path === "public" ? privateAddresses((addresses ?? []) as readonly string[]) : []),
    ...(profile === "hot-migration" ? hotMigrationProblems(migration) : []),
  ],
  rules: ({ profile }: Readonly<Record<string, unknown>>) => (profile === "hot-migration" ? [...HOT_RULES] : []),
  fixed: ["instanceClass"],
  implied: { sourceBy: "name" },
  readOnlyTarget: true,
  keepDefiner: false,
  lagInMegabytes: true,
  // The vendor documents no minimum: enough time to configure and check the task before it starts.
  schedule: { leadMinutes: 5 },
  // Tasks submitted together run one after another (S002.19, S003.23).
  queue: "end",
  callers: {
    public:
      "the addresses that the vendor publishes for the region of the task, which all its customers there share, or those in `tencentDts.addresses`",
    private:
      "addresses in 21 ranges, most of them private /16s, that the vendor publishes for every region together, or those in `tencentDts.addresses`",
    known:
      "the addresses of the task are known before anything is created, from the vendor's published list or the settings, and they are let in. The connection is tested, and the task is started, in the phase `migrate`",
  },
  wideRanges: WIDE_RANGES,
  prices: {
    task: "tencent-dts.hour",
    moved: { public: "tencent-dts.gb", private: "tencent-dts.gb" },
    compared: () => "tencent-dts-check.gb",
  },
  moves: {
    accounts: { behind: "create them on the target before the cutover" },
    viewsAndRoutines: "are created with the load, those that there are when the task starts",
    triggers: "are created at the end of the task, those that there were when it started",
    events: "are created at the end of the task, those that there were when it started",
    definers:
      "become the target's administrator, and what they define then has the rights of its caller (SQL SECURITY INVOKER)",
    triggersOfTables: "are created at the end of the task, those that there were when it started",
  },
  consistencyCheck: { sample: { from: 1, to: 99 } },
  routes: [
    {
      id: "alibaba-to-tencent",
      source: "alicloud-rds",
      target: "tencentcloud-mysql",
      path: "public",
      guide: "Tencent DTS, from Alibaba RDS for MySQL to TencentDB for MySQL (S002, S004)",
    },
    {
      id: "huawei-to-tencent",
      source: "huaweicloud-rds",
      target: "tencentcloud-mysql",
      path: "public",
      guide:
        "Tencent DTS 571/42645, from MySQL of another cloud to TencentDB for MySQL over the public network (S002.8-S002.10)",
      endpointThere: true,
    },
    {
      id: "onprem-to-tencent",
      source: "onprem",
      target: "tencentcloud-mysql",
      path: "public",
      guide:
        "Tencent DTS 571/42645, from self-built MySQL to TencentDB for MySQL over the public network (S002.8-S002.10, S003.2)",
    },
    {
      id: "tencent-to-tencent",
      source: "tencentcloud-mysql",
      target: "tencentcloud-mysql",
      path: "vpc",
      guide:
        "Tencent DTS 571/42645, from TencentDB for MySQL to TencentDB for MySQL (access type: database); 571/61637",
      plainSource: true,
      sameRegion: oneRegion,
      sameAccount: true,
    },
    {
      id: "onprem-to-tencent-vpn",
      source: "onprem",
      target: "tencentcloud-mysql",
      path: "vpn",
      guide: "Tencent DTS 571/60604, from self-built MySQL to TencentDB for MySQL over a VPN (S002.11, S004.8)",
      callers: {
        from: "an address that the vendor's console shows once the task exists",
        known:
          "no call of the vendor shows the address of the task: its console does, once the task exists, and a person writes it into the stack file. The connection is tested, and the task is started, in the phase `migrate`",
      },
      readByHand: {
        key: "addresses",
        where:
          "in the console of DTS, at the task: among the settings of its source, with access by VPN, the gateway, its VPC and subnet. Start nothing there: the phase migrate stores these settings itself",
      },
    },
  ],
  versions: {
    pairs: {
      "5.5": ["5.5", "5.6", "5.7", "8.0"],
      "5.6": ["5.6", "5.7", "8.0"],
      "5.7": ["5.7", "8.0"],
      "8.0": ["8.0"],
    },
    source: "Tencent DTS 571/42645, from MySQL to TencentDB for MySQL",
    date: "2026-11-21",
  },
  regions,
} satisfies EngineFacts;
