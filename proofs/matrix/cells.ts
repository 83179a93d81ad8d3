import type { Engine, Path } from "../../model/scenario";
import type { Cell, Ground } from "./cell";
import { CLOUD_SOURCES } from "./grounds/clouds";
import { MACHINES } from "./grounds/machines";
import { ON_PREMISES } from "./grounds/onprem";
import { OVER_VPN } from "./grounds/vpn";

const ENGINES: readonly Engine[] = ["drs", "tencent-dts", "alibaba-dts"];

/** The table's rows: a source with the path that each engine would take. */
const ROWS: readonly { source: string; paths: Record<Engine, readonly Path[]> }[] = [
  { source: "Alibaba RDS", paths: { drs: ["public"], "tencent-dts": ["public"], "alibaba-dts": ["vpc"] } },
  { source: "TencentDB for MySQL", paths: { drs: ["public"], "tencent-dts": ["vpc"], "alibaba-dts": ["public"] } },
  {
    source: "Huawei RDS",
    paths: { drs: ["vpc", "peering", "public"], "tencent-dts": ["public"], "alibaba-dts": ["public"] },
  },
  { source: "on-premises", paths: each("public") },
  { source: "on-premises", paths: each("vpn") },
  { source: "self-built on a VM, same VPC", paths: each("vpc") },
  // Alibaba DTS reaches a machine by its id, whatever its VPC.
  { source: "self-built on a VM, another VPC", paths: { ...each("peering"), "alibaba-dts": ["vpc"] } },
];

function each(path: Path): Record<Engine, readonly Path[]> {
  return { drs: [path], "tencent-dts": [path], "alibaba-dts": [path] };
}

/** Those that are lived through, by source, engine and path. */
const GROUNDS: Readonly<Record<string, () => Promise<Ground>>> = {
  ...CLOUD_SOURCES,
  ...ON_PREMISES,
  ...OVER_VPN,
  ...MACHINES,
};

export const CELLS: readonly Cell[] = ROWS.flatMap(({ source, paths }) =>
  ENGINES.flatMap((engine) =>
    paths[engine].map((path) => ({ source, engine, path, open: GROUNDS[`${source} ${engine} ${path}`] })),
  ),
);

/** The older guide to hot migration (S003), in the first cell that can carry it. */
export const HOT_MIGRATION: Cell = {
  source: "Alibaba RDS, hot migration (S003)",
  engine: "tencent-dts",
  path: "public",
  open: GROUNDS["S003"],
};
