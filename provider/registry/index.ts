import type { Cloud } from "../../model/clouds";
import type { Location } from "../../model/clouds/location";
import type { CloudModule, Section } from "../clouds/module";
import type { CloudApi, CloudAt, Clouds, TaskEnds } from "../core/clouds";
import type { Driver } from "../core/driver";
import { UserProblem } from "../core/failure";
import { hostNames } from "../core/hostNames";
import { mysqlWork } from "../core/mysql";
import { CLOUD_MODULES } from "./clouds";
import { type Config, type ConfiguredCloud, sectionAt } from "./config";
import { DRIVERS } from "./engines";

/** The real clouds of a configuration, keyed by cloud, region and account; clients are created on first use. */
export function cloudsFor(config: Config): Clouds {
  const clouds = new Map<string, CloudApi>();
  const drivers = new Map<string, Driver>();
  return {
    driver(engine, at) {
      const found = DRIVERS[engine];
      const known = Object.keys(DRIVERS).join(", ");
      if (!found) throw new UserProblem(`engine '${engine}': dbferry does not support it yet; needed: ${known}`);
      if (at && "cloud" in at && at.cloud !== found.cloud)
        throw new UserProblem(`engine '${engine}': a task in ${at.cloud}; needed: one in ${found.cloud}`);
      const { region, account } = homeOf(found.cloud, at) ?? { account: config[found.cloud]?.account };
      const make = () => found.connect(sectionAt(config, found.cloud, { region, account }));
      return held(drivers, [engine, region, account].join(" "), make);
    },
    cloud(at) {
      return held(clouds, [at.cloud, at.region, at.account].join(" "), () => connect(config, at));
    },
    mysql: mysqlWork,
    names: hostNames,
    stateId: config.stateId,
  };
}

/** The location itself, or the end of a task that is on the engine's cloud: the target's if both are. */
function homeOf(cloud: Cloud, at: TaskEnds | Location | undefined): { region?: string; account?: string } | undefined {
  if (!at || "cloud" in at) return at;
  return [at.target, at.source].find((end) => end?.cloud === cloud);
}

/** Whether dbferry has a module for a cloud. */
export function isConfigurable(cloud: Cloud): cloud is ConfiguredCloud {
  return Object.hasOwn(CLOUD_MODULES, cloud);
}

function connect(config: Config, { cloud, ...where }: CloudAt): CloudApi {
  if (!isConfigurable(cloud)) return {};
  const { connect } = CLOUD_MODULES[cloud] as unknown as CloudModule;
  const section: Section = sectionAt(config, cloud, where);
  return connect(section);
}

function held<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  return made;
}
