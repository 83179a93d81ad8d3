import { z } from "zod";
import { named } from "../../named";
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
export function hotMigrationProblems({ mode, region }: { mode: string; region: string | undefined }): EngineProblem[] {
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
