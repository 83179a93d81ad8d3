import { engineKit } from "../components/kits/engines";
import type { Providers, Where } from "../components/shared/options";
import type { Cloud } from "../model/clouds";
import { cloudOf, type Migration } from "../model/spec";
import type { Clouds } from "../model/spec/clouds";
import { Provider as Dbferry } from "../provider/sdk";
import { CLOUD_PROVIDERS } from "./clouds";
import type { CloudProvider } from "./clouds/cloudProvider";

/** One provider for each cloud, region and account of the migration. Their credentials come from the environment. */
export function providersFor(migration: Migration, clouds: Clouds): Required<Providers> {
  const wheres = wheresOf(migration);
  const made = wheres.map((where) => {
    const { provider } = providerOf(where.cloud);
    return { ...where, provider: provider(nameOf(where, wheres), where, clouds[where.cloud] as never) };
  });
  // The task's own side comes first: where both sides are on one cloud, its region is the dbferry provider's.
  const sections = [...wheres].reverse().map((where) => {
    return [where.cloud, providerOf(where.cloud).section(where, clouds[where.cloud] as never)] as const;
  });
  return {
    clouds: made,
    dbferry: new Dbferry("dbferry", { pollSeconds: clouds.pollSeconds, ...Object.fromEntries(sections) }),
  };
}

/** Every region and account that the migration touches, that of the task's own side first; each once. */
export function wheresOf(migration: Migration): Where[] {
  const home = engineKit(migration.engine).home(migration);
  const sides = home === "target" ? [migration.target, migration.source] : [migration.source, migration.target];
  const wheres = sides.flatMap((side): Where[] => {
    const cloud = cloudOf(side);
    if (!cloud || !("region" in side)) return [];
    return [{ cloud, region: side.region, ...(side.account ? { account: side.account } : {}) }];
  });
  return wheres.filter((one, index) => wheres.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}

/** The cloud's name alone while it is the only one of its cloud: so it is in the states of every migration between two clouds. */
function nameOf(where: Where, wheres: readonly Where[]): string {
  const alone = wheres.filter(({ cloud }) => cloud === where.cloud).length === 1;
  return alone ? where.cloud : keyOf(where);
}

function keyOf({ cloud, region, account }: Where): string {
  return [cloud, region, account].filter(Boolean).join("-");
}

function providerOf(cloud: Cloud): CloudProvider<Cloud> {
  const found = CLOUD_PROVIDERS[cloud] as CloudProvider<Cloud> | undefined;
  if (!found) throw new Error(`cloud '${cloud}': no provider in stacks/clouds/index.ts`);
  return found;
}
