import * as pulumi from "@pulumi/pulumi";
import { locationsOf, providerKey } from "../components/migration/providers";
import type { Cloud } from "../model/clouds";
import { ID_IN_PREVIEW, newStateId } from "../model/ownership";
import type { Phase } from "../model/phase";
import type { Migration } from "../model/spec";
import type { CloudSettings } from "../model/spec/clouds";
import { Provider as Dbferry } from "../provider/sdk";
import { CLOUD_PROVIDERS } from "./clouds";
import type { CloudProvider } from "./clouds/cloudProvider";

/** One provider for each cloud, region and account of the migration. Credentials come from the environment. */
export function cloudProvidersFor(
  migration: Migration,
  clouds: CloudSettings,
): Readonly<Record<string, pulumi.ProviderResource>> {
  const locations = locationsOf(migration);
  const made = locations.map((at) => {
    const { provider } = providerOf(at.cloud);
    const key = providerKey(at, locations);
    return [key, provider(key, at, clouds[at.cloud] as never)] as const;
  });
  return Object.fromEntries(made);
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
    ...(phase === "cancelled" || !migration.protectLiveTask ? { endLiveTasks: true } : {}),
    ...Object.fromEntries(sections),
  });
}

function providerOf(cloud: Cloud): CloudProvider<Cloud> {
  const found = CLOUD_PROVIDERS[cloud] as CloudProvider<Cloud> | undefined;
  if (!found) throw new Error(`cloud '${cloud}': no provider in stacks/clouds/index.ts`);
  return found;
}
