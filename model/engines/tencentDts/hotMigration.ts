import { z } from "zod";
import { named } from "../../named";
import type { Path } from "../../paths";
import type { EngineProblem } from "../facts";

/** Tencent's older procedure: cold export, then the target becomes a replica of the source. */
export const HOT_MIGRATION = {
  regions: ["ap-guangzhou", "ap-shanghai"],
  /** Versions of source and target: the same or the next, never skipping one. */
  pairs: [
    ["5.1", "5.1"],
    ["5.5", "5.5"],
    ["5.6", "5.6"],
    ["5.1", "5.5"],
    ["5.5", "5.6"],
  ],
  source: "Tencent Cloud, guide to online hot migration of MySQL (S003)",
  date: "2026-11-21",
} as const;

export const tencentProfile = named(
  "TencentDtsProfile",
  "An older guide whose stricter rules a migration with Tencent DTS follows.",
  z.enum(["hot-migration"]),
);

export function isHotPair(from: string, to: string): boolean {
  return HOT_MIGRATION.pairs.some(([source, target]) => source === from && target === to);
}

export const HOT_PAIRS = HOT_MIGRATION.pairs.map(([from, to]) => `${from} to ${to}`).join(", ");

/** Problems of a migration with the guide's rules. */
export function hotMigrationProblems({
  mode,
  path,
  region,
}: {
  mode: string;
  path: Path;
  region: string | undefined;
}): EngineProblem[] {
  const regions: readonly string[] = HOT_MIGRATION.regions;
  const other = "or leave out tencentDts.profile: Tencent DTS itself is not bound to this rule";
  return [
    ...(region === undefined || regions.includes(region)
      ? []
      : [
          {
            path: "target.region",
            seen: region,
            needed: `${regions.join(" or ")} (hot migration)`,
            fix: `choose a target there, ${other}`,
          },
        ]),
    ...(path === "public"
      ? []
      : [
          {
            path: "path",
            seen: path,
            needed: "public: in a hot migration, the source has a public address",
            fix: `write path: public, ${other}`,
          },
        ]),
    ...(mode === "full+incremental"
      ? []
      : [
          {
            path: "mode",
            seen: mode,
            needed: "full+incremental: a hot migration always follows the source",
            fix: `write mode: full+incremental, ${other}`,
          },
        ]),
  ];
}

/** What the guide requires beyond the service, as sentences for the plan. */
export const HOT_RULES: readonly string[] = [
  `profile hot-migration (${HOT_MIGRATION.source}, read on ${HOT_MIGRATION.date}): the target is in ${HOT_MIGRATION.regions.join(" or ")}, and the task always follows the source`,
  `profile hot-migration: MySQL ${HOT_PAIRS}, and no other pair of versions (C13)`,
  "profile hot-migration: no database of a user is on the target (C57), and there is more room than the source has data (C59)",
  "profile hot-migration: on the source, server_id is above 1 (C22) and innodb_stats_on_metadata is 0 (C44)",
];
