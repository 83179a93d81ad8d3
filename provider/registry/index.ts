import type { CloudModule, Section } from "../clouds/module";
import type { CloudApi, Clouds, Where } from "../core/clouds";
import type { Driver } from "../core/driver";
import { UserProblem } from "../core/failure";
import { mysqlWork } from "../core/mysql";
import { CLOUD_MODULES } from "./clouds";
import { type Config, type ConfiguredCloud, ofAccount } from "./config";
import { DRIVERS } from "./engines";

/** The real clouds, by configuration. Each is held by cloud, region and account; clients are made when first used. */
export function cloudsFor(config: Config): Clouds {
  const clouds = new Map<string, CloudApi>();
  const drivers = new Map<string, Driver>();
  return {
    driver(engine) {
      const found = DRIVERS[engine];
      const known = Object.keys(DRIVERS).join(", ");
      if (!found) throw new UserProblem(`engine '${engine}': dbferry has no driver for it yet; needed: ${known}`);
      return held(drivers, engine, () => found.connect(config));
    },
    cloud(where) {
      return held(clouds, [where.cloud, where.region, where.account].join(" "), () => connect(config, where));
    },
    mysql: mysqlWork,
  };
}

function connect(config: Config, { cloud, region, account }: Where): CloudApi {
  if (!Object.hasOwn(CLOUD_MODULES, cloud)) return {};
  const name = cloud as ConfiguredCloud;
  const section: Section = account === undefined ? (config[name] ?? {}) : ofAccount(config, name, account);
  const { connect } = CLOUD_MODULES[name] as unknown as CloudModule;
  return connect({ ...section, ...(region === undefined ? {} : { region }) });
}

function held<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  return made;
}
