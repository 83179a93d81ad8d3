import * as pulumi from "@pulumi/pulumi";
import type { Leftovers } from "../components/migration";
import { endpointPrefix } from "../model/names";
import { type Phase, planOf } from "../model/phase";
import type { Migration } from "../model/spec";

/**
 * What an update that was killed had made in the clouds and not yet recorded, found by name. It is handed to the engine to be taken over;
 * what is in the state already stays as it is.
 */
export async function leftovers(
  migration: Migration,
  phase: Phase,
  provider: pulumi.ProviderResource,
): Promise<Leftovers> {
  if (!planOf(phase).openings) return {};
  const { source, target } = migration;
  const found = await pulumi.runtime.invoke(
    "dbferry:index:findLeftovers",
    {
      migration: migration.name,
      eip: { region: target.region },
      targetRule: { region: target.region, securityGroupId: target.securityGroupId },
      ...(source.endpoint
        ? {}
        : {
            endpoint: {
              region: source.region,
              instanceId: source.instanceId,
              prefix: endpointPrefix(migration.name, source.instanceId),
            },
          }),
    },
    { provider, async: true },
  );
  return found as Leftovers;
}
