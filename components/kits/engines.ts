import type { Engine } from "../../model/scenario";
import { alibabaDts } from "../alicloud/dts";
import { drs } from "../huaweicloud/drs";
import { tencentDts } from "../tencentcloud/dts";
import type { EngineKit } from "./contracts";

/** Engines that dbferry can run; a new one is a file and a line. */
const ENGINE_KITS: Partial<Record<Engine, EngineKit>> = {
  drs,
  "tencent-dts": tencentDts,
  "alibaba-dts": alibabaDts,
};

export function engineKit(engine: Engine): EngineKit {
  const kit = ENGINE_KITS[engine];
  if (!kit) throw new Error(`engine '${engine}': no kit in components/kits/engines.ts`);
  return kit;
}
