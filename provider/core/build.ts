import type { Engine } from "../../model/scenario";
import { allowlistApi } from "../clouds/alicloud/allowlist";
import { Alicloud } from "../clouds/alicloud/client";
import { HuaweiClient } from "../clouds/huaweicloud/client";
import { securityGroupRules } from "../clouds/huaweicloud/securityGroups";
import { instanceProblems } from "../clouds/instances";
import { findLeftovers } from "../clouds/leftovers";
import type { Config } from "../config";
import type { Driver } from "../drivers/driver";
import { drsDriver } from "../drivers/drs";
import type { Clouds } from "./clouds";
import { UserProblem } from "./failure";
import { mysqlWork } from "./mysql";

/** The real clouds, by configuration. Clients are made when first used, so that a cloud that nothing needs need not be configured. */
export function cloudsFor(config: Config): Clouds {
  const huawei = once(() => new HuaweiClient(config.huaweicloud ?? {}));
  const alicloud = once(() => new Alicloud(config.alicloud ?? {}));
  const drs = once(() => drsDriver(huawei()));
  const has = (section: { accessKey?: string; secretKey?: string } | undefined) =>
    !!section?.accessKey && !!section.secretKey;
  return {
    driver(engine: Engine): Driver {
      if (engine === "drs") return drs();
      throw new UserProblem(`engine '${engine}': dbferry has no driver for it yet; needed: drs`);
    },
    allowlists: (region) => allowlistApi(alicloud(), region),
    sight: {
      async allowlistGroups(region, instanceId) {
        const where = region ?? config.alicloud?.region;
        if (!where || !has(config.alicloud)) return undefined;
        const groups = await allowlistApi(alicloud(), where).groups(instanceId);
        return Object.fromEntries(groups.map((group) => [group.name, group.entries]));
      },
      async securityGroupRules(id) {
        return has(config.huaweicloud) ? securityGroupRules(huawei(), id) : undefined;
      },
    },
    mysql: mysqlWork,
    leftovers: (query) => findLeftovers({ huawei, alicloud }, query),
    instanceProblems: (query) => instanceProblems({ huawei, alicloud }, query),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
