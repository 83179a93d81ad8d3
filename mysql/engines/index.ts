import type { Engine } from "../../model/spec/engines";
import { alibabaDts } from "./alibabaDts";
import { drs } from "./drs";
import type { EngineProfile } from "./profile";
import { tencentDts } from "./tencentDts";
import { tencentHotMigration } from "./tencentHotMigration";

export type { Engine } from "../../model/spec/engines";
export type { EngineProfile, Sourced, Weight } from "./profile";

/** Requirements and limits of each engine. A new engine is one file, and one line here. */
export const ENGINES: Readonly<Record<Engine, EngineProfile>> = {
  drs,
  "tencent-dts": tencentDts,
  "alibaba-dts": alibabaDts,
};

/** By what a check judges: an engine, or the stricter rules of one of its guides. */
export type Profile = Engine | "tencent-dts/hot-migration";

export const PROFILES: Readonly<Record<Profile, EngineProfile>> = {
  ...ENGINES,
  "tencent-dts/hot-migration": tencentHotMigration,
};

/** The name under which the checks know an engine with its profile. */
export function profiledEngine({ engine, profile }: { engine: Engine; profile?: "hot-migration" }): Profile {
  return profile && engine === "tencent-dts" ? `${engine}/${profile}` : engine;
}
