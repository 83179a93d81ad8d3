import type { Engine } from ".";
import { alibabaDts } from "./alibabaDts/profile";
import { drs } from "./drs/profile";
import type { EngineProfile } from "./profile";
import { tencentHotMigration } from "./tencentDts/hotMigrationProfile";
import { tencentDts } from "./tencentDts/profile";

export type { Engine } from ".";
export type { EngineProfile, Sourced, Weight } from "./profile";

/** What each engine requires of servers and accounts. A new engine is one file in its folder, and one line here. */
export const ENGINE_PROFILES: Readonly<Record<Engine, EngineProfile>> = {
  drs,
  "tencent-dts": tencentDts,
  "alibaba-dts": alibabaDts,
};

/** By what a check judges: an engine, or the stricter rules of one of its guides. */
export type Profile = Engine | "tencent-dts/hot-migration";

export const PROFILES: Readonly<Record<Profile, EngineProfile>> = {
  ...ENGINE_PROFILES,
  "tencent-dts/hot-migration": tencentHotMigration,
};

/** The name under which the checks know an engine with its profile. */
export function profiledEngine({ engine, profile }: { engine: Engine; profile?: "hot-migration" }): Profile {
  return profile && engine === "tencent-dts" ? `${engine}/${profile}` : engine;
}
