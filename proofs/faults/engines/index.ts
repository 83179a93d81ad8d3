import type { EngineRow } from "../fault";
import { ALIBABA_DTS } from "./alibabaDts";
import { DRS } from "./drs";
import { TENCENT_DTS } from "./tencentDts";

export const ENGINE_ROWS: readonly EngineRow[] = [DRS, TENCENT_DTS, ALIBABA_DTS];
