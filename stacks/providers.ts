import * as pulumi from "@pulumi/pulumi";
import { readState } from "../components/migration/migrationState";
import { locationsOf, providerKey } from "../components/migration/providers";
import type { Cloud } from "../model/clouds";
import type { Location } from "../model/clouds/location";
import { ID_IN_PREVIEW, newStateId } from "../model/ownership";
import type { Phase } from "../model/phase";
import type { Migration } from "../model/spec";
import type { CloudSettings } from "../model/spec/clouds";
import { Provider as Dbferry } from "../provider/sdk";
import { CLOUD_PROVIDERS } from "./clouds";
import type { CloudProvider } from "./clouds/cloudProvider";
import { isRecorded } from "./clouds/recorded";

/** One provider for each cloud, region and account of the migration. Credentials come from the environment. */
export function cloudProvidersFor(
  migration: Migration,
  clouds: CloudSettings,
): Readonly<Record<string, pulumi.ProviderResource>> {
  const locations = locationsOf(migration);
  const made = locations.map((at) => {
    const { provider, inputs } = providerOf(at.cloud);
    const key = providerKey(at, locations);
    return [key, provider(key, inputs(at, clouds[at.cloud] as never))] as const;
  });
  return Object.fromEntries(made);
}

/** Locations that this update would reach in another way than the update that recorded their provider. */
export async function movedLocations(migration: Migration, clouds: CloudSettings): Promise<Location[]> {
  const state = await readState();
  const locations = locationsOf(migration);
  return locations.filter((at) => {
    const key = providerKey(at, locations);
    const recorded = state.find(({ type, name }) => type === `pulumi:providers:${at.cloud}` && name === key);
    if (!recorded) return false;
    return !isRecorded(recorded.outputs, providerOf(at.cloud).inputs(at, clouds[at.cloud] as never));
  });
}

/** The provider of dbferry's own resources, which reaches all of the migration's clouds. */
export function dbferryProviderFor(migration: Migration, clouds: CloudSettings, phase: Phase): Dbferry {
  const locations = locationsOf(migration);
  // The task's side has priority: if both sides are on one cloud, the dbferry provider gets that side's region.
  const sections = [...locations].reverse().map((at) => {
    return [at.cloud, providerOf(at.cloud).section(at, clouds[at.cloud] as never)] as const;
  });
  return new Dbferry("dbferry", {
    // An existing id in the state is kept; a preview uses a constant, to be reproducible.
    stateId: pulumi.runtime.isDryRun() ? ID_IN_PREVIEW : newStateId(),
    pollSeconds: clouds.pollSeconds,
    // Deletes use the recorded inputs: only the provider, which is updated first, can signal that a live task may end.
    // Not `endLiveTasks`: it would stay in the state when the update is refused, and permit a destroy to end the task.
    ...(phase === "cancelled" || !migration.protectLiveTask ? { replaceLiveTasks: true } : {}),
    ...Object.fromEntries(sections),
  });
}

function providerOf(cloud: Cloud): CloudProvider<Cloud> {
  const found = CLOUD_PROVIDERS[cloud] as CloudProvider<Cloud> | undefined;
  if (!found) throw new Error(`cloud '${cloud}': no provider in stacks/clouds/index.ts`);
  return found;
}
