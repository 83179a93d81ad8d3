/** How the task reaches the source. */
export const PATHS = ["public", "vpn", "vpc", "peering"] as const;
export type Path = (typeof PATHS)[number];

export const ENGINES = ["drs", "tencent-dts", "alibaba-dts"] as const;
/** The service that moves the data: Huawei DRS, Tencent DTS or Alibaba DTS. */
export type Engine = (typeof ENGINES)[number];

export const MODES = ["full", "full+incremental"] as const;
export type Mode = (typeof MODES)[number];

/** A way from a source to a target that dbferry can build, with the guide it comes from. */
export interface Scenario {
  id: string;
  source: string;
  target: string;
  engine: Engine;
  path: Path;
  guide: string;
}

export const SCENARIOS: readonly Scenario[] = [
  {
    id: "alibaba-to-huawei",
    source: "alicloud",
    target: "huaweicloud",
    engine: "drs",
    path: "public",
    guide: "Huawei DRS FAQ drs_02_0100, cross-cloud (S000.3-S000.12, S001.3-S001.9)",
  },
];

/** The scenario of a migration, or undefined when dbferry cannot build that way. */
export function scenarioOf(migration: {
  source: { cloud: string };
  target: { cloud: string };
  engine: Engine;
  path: Path;
}): Scenario | undefined {
  return SCENARIOS.find(
    (scenario) =>
      scenario.source === migration.source.cloud &&
      scenario.target === migration.target.cloud &&
      scenario.engine === migration.engine &&
      scenario.path === migration.path,
  );
}
