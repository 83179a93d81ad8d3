import type { Engine } from "../../model/spec/engines";
import { alibabaDts } from "./alibabaDts";
import { drs } from "./drs";
import type { EngineProfile } from "./profile";
import { tencentDts } from "./tencentDts";

export type { Engine } from "../../model/spec/engines";
export type { EngineProfile, Sourced, Weight } from "./profile";

/** Requirements and limits of each engine. A new engine is one file, and one line here. */
export const ENGINES: Readonly<Record<Engine, EngineProfile>> = {
  drs,
  "tencent-dts": tencentDts,
  "alibaba-dts": alibabaDts,
};
