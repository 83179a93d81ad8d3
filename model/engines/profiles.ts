import { ENGINES, type Engine } from ".";
import { alibabaDts } from "./alibabaDts/profile";
import { drs } from "./drs/profile";
import type { EngineProfile } from "./profile";
import { tencentHotMigration } from "./tencentDts/hotMigrationProfile";
import { tencentDts } from "./tencentDts/profile";

export type { Engine } from ".";
export type { EngineProfile, Sourced, Weight } from "./profile";
/** Names of the profiles that any engine has besides its own. */
export { tencentProfile as profileName } from "./tencentDts/hotMigration";

/** What each engine requires of servers and accounts. A new engine is one file in its folder, and one line here. */
export const ENGINE_PROFILES: Readonly<Record<Engine, EngineProfile>> = {
  drs,
  "tencent-dts": tencentDts,
  "alibaba-dts": alibabaDts,
};

/** What a check judges by: an engine, or the stricter rules of one of its guides. */
export type Profile = Engine | "tencent-dts/hot-migration";

export const PROFILES: Readonly<Record<Profile, EngineProfile>> = {
  ...ENGINE_PROFILES,
  "tencent-dts/hot-migration": tencentHotMigration,
};

/** The name under which the checks know an engine with its profile. */
export function profiledEngine({ engine, profile }: { engine: Engine; profile?: "hot-migration" }): Profile {
  const name = `${engine}/${profile}`;
  return isProfile(name) ? name : engine;
}

/** Why an engine cannot be judged by this profile; undefined: it can. */
export function profileProblem({ engine, profile }: { engine: Engine; profile?: string }): string | undefined {
  if (!profile || isProfile(`${engine}/${profile}`)) return undefined;
  const owners = ENGINES.filter((one) => isProfile(`${one}/${profile}`));
  return `${profile} is a profile of ${owners.join(" and ")}; the engine is ${engine}`;
}

function isProfile(name: string): name is Profile {
  return Object.hasOwn(PROFILES, name);
}
