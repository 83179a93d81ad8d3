import { alibabaDts } from "./alibabaDts/facts";
import { drs } from "./drs/facts";
import type { EngineFacts } from "./facts";
import { tencentDts } from "./tencentDts/facts";

/** Every engine; a new one is a file and a line. */
export const ENGINE_FACTS = {
  drs,
  "tencent-dts": tencentDts,
  "alibaba-dts": alibabaDts,
} satisfies Record<string, EngineFacts>;

/** A service that moves the data. */
export type Engine = keyof typeof ENGINE_FACTS;
export const ENGINES = Object.keys(ENGINE_FACTS) as [Engine, ...Engine[]];
