import type { Engine } from "../../model/scenario";
import type { AlicloudConfig } from "../clouds/alicloud/config";
import { HuaweiClient } from "../clouds/huaweicloud/client";
import type { HuaweicloudConfig } from "../clouds/huaweicloud/config";
import type { Section } from "../clouds/module";
import { TencentClient } from "../clouds/tencentcloud/client";
import type { TencentcloudConfig } from "../clouds/tencentcloud/config";
import type { Driver } from "../core/driver";
import { alibabaDtsDriver } from "../drivers/alibabaDts";
import { drsDriver } from "../drivers/drs";
import { tencentDtsDriver } from "../drivers/tencentDts";
import type { ConfiguredCloud } from "./config";

/** Engines with a driver; a new one is a folder and a line. */
export const DRIVERS: Partial<Record<Engine, { cloud: ConfiguredCloud; connect(section: Section): Driver }>> = {
  drs: { cloud: "huaweicloud", connect: (section: HuaweicloudConfig) => drsDriver(new HuaweiClient(section)) },
  "tencent-dts": {
    cloud: "tencentcloud",
    connect: (section: TencentcloudConfig) => tencentDtsDriver(new TencentClient(section)),
  },
  "alibaba-dts": { cloud: "alicloud", connect: (section: AlicloudConfig) => alibabaDtsDriver(section) },
};

/** Engines of a cloud. */
export function enginesOf(cloud: string): Engine[] {
  return (Object.keys(DRIVERS) as Engine[]).filter((engine) => DRIVERS[engine]?.cloud === cloud);
}

export function hasDriver(engine: string): boolean {
  return Object.hasOwn(DRIVERS, engine);
}
