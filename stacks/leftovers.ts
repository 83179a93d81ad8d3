import * as pulumi from "@pulumi/pulumi";
import type { Leftovers } from "../components/migration";
import { markFor } from "../model/expiry";
import { endpointPrefix, taskName } from "../model/names";
import { type Phase, planOf } from "../model/phase";
import type { Migration } from "../model/spec";
import { asked } from "./asked";

/**
 * What an update that was killed had made in the clouds and not yet recorded, found by name. It is handed to the engine to be taken over;
 * what is in the state already stays as it is.
 */
export async function leftovers(
  migration: Migration,
  phase: Phase,
  provider: pulumi.ProviderResource,
): Promise<Leftovers> {
  // A preview makes nothing, and so has nothing to take over: it needs no access to the clouds for this.
  if (pulumi.runtime.isDryRun() || !planOf(phase).openings) return {};
  const { source, target } = migration;
  return asked<Leftovers>(
    "look for what an earlier run left",
    pulumi.runtime.invoke(
      "dbferry:index:findLeftovers",
      {
        migration: migration.name,
        eip: true,
        targetRule: {
          securityGroupId: target.securityGroupId,
          port: target.port,
          description: markFor(migration.name, new Date(migration.expires)),
          task: taskName(migration.name),
        },
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
    ),
  );
}
