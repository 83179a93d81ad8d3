import { type EngineProfile, readOn } from "../profile";
import { HOT_MIGRATION, HOT_PAIRS, isHotPair } from "./hotMigration";
import { tencentDts } from "./profile";

const from = readOn(HOT_MIGRATION.date);
const { source } = HOT_MIGRATION;

/** Tencent DTS by the older guide to hot migration, which is stricter. */
export const tencentHotMigration: EngineProfile = {
  ...tencentDts,
  versions: from(`${source}: pairs of versions`, {
    series: [...new Set(HOT_MIGRATION.pairs.map(([source]) => source))],
    targets: [...new Set(HOT_MIGRATION.pairs.map(([, target]) => target))],
    pairs: { allows: isHotPair, text: HOT_PAIRS },
    others: "fail",
    mariadb: "fail",
  }),
  serverId: from(`${source}: above 1`, { least: () => 2, warnsAtDefault: false }),
  statsOnMetadata: from(`${source}: 0`, "fail"),
  targetHolds: from(`${source}: no database and no table`, "nothing"),
  space: from(`${source}: more than the source's data`, (size) => Math.max(size + 1, tencentDts.space.value(size))),
};
