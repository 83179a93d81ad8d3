import { engineKit } from "../components/kits/engines";
import type { Providers } from "../components/shared/options";
import type { Cloud } from "../model/clouds";
import { distinctLocations, type Location, locationKey } from "../model/clouds/location";
import { locationOf, type Migration } from "../model/spec";
import type { CloudSettings } from "../model/spec/clouds";
import { Provider as Dbferry } from "../provider/sdk";
import { CLOUD_PROVIDERS } from "./clouds";
import type { CloudProvider } from "./clouds/cloudProvider";

/** One provider for each cloud, region and account of the migration. Their credentials come from the environment. */
export function providersFor(migration: Migration, clouds: CloudSettings): Required<Providers> {
  const locations = locationsOf(migration);
  const made = locations.map((at) => {
    const { provider } = providerOf(at.cloud);
    return { ...at, provider: provider(nameOf(at, locations), at, clouds[at.cloud] as never) };
  });
  // The task's own side comes first: where both sides are on one cloud, its region is the dbferry provider's.
  const sections = [...locations].reverse().map((at) => {
    return [at.cloud, providerOf(at.cloud).section(at, clouds[at.cloud] as never)] as const;
  });
  return {
    clouds: made,
    dbferry: new Dbferry("dbferry", { pollSeconds: clouds.pollSeconds, ...Object.fromEntries(sections) }),
  };
}

/** Every region and account that the migration touches, that of the task's own side first; each once. */
export function locationsOf(migration: Migration): Location[] {
  const home = engineKit(migration.engine).home(migration);
  const sides = home === "target" ? [migration.target, migration.source] : [migration.source, migration.target];
  return distinctLocations(sides.flatMap((side) => locationOf(side) ?? []));
}

/** The cloud's name alone while it is the only one of its cloud: so it is in the states of every migration between two clouds. */
function nameOf(at: Location, locations: readonly Location[]): string {
  const alone = locations.filter(({ cloud }) => cloud === at.cloud).length === 1;
  return alone ? at.cloud : locationKey(at);
}

function providerOf(cloud: Cloud): CloudProvider<Cloud> {
  const found = CLOUD_PROVIDERS[cloud] as CloudProvider<Cloud> | undefined;
  if (!found) throw new Error(`cloud '${cloud}': no provider in stacks/clouds/index.ts`);
  return found;
}
