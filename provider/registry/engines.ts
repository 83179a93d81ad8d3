import type { Engine } from "../../model/scenario";
import { HuaweiClient } from "../clouds/huaweicloud/client";
import type { Driver } from "../core/driver";
import { drsDriver } from "../drivers/drs";
import type { Config, ConfiguredCloud } from "./config";

/** Engines that dbferry drives; a new one is a folder and a line. */
export const DRIVERS: Partial<Record<Engine, { cloud: ConfiguredCloud; connect(config: Config): Driver }>> = {
  drs: { cloud: "huaweicloud", connect: (config) => drsDriver(new HuaweiClient(config.huaweicloud ?? {})) },
};

/** Engines of a cloud. */
export function enginesOf(cloud: string): Engine[] {
  return (Object.keys(DRIVERS) as Engine[]).filter((engine) => DRIVERS[engine]?.cloud === cloud);
}
