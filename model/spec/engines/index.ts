import { alibabaDts } from "./alibabaDts";
import { drs } from "./drs";
import type { EngineFacts } from "./engine";
import { tencentDts } from "./tencentDts";

/** Every engine; a new one is a file and a line. */
export const ENGINE_FACTS = {
  drs,
  "tencent-dts": tencentDts,
  "alibaba-dts": alibabaDts,
} satisfies Record<string, EngineFacts>;

/** A service that moves the data. */
export type Engine = keyof typeof ENGINE_FACTS;
export const ENGINES = Object.keys(ENGINE_FACTS) as [Engine, ...Engine[]];
