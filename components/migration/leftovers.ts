import * as pulumi from "@pulumi/pulumi";
import { taskName } from "../../model/names";
import { type Ownership, stackPath } from "../../model/ownership";
import { type Phase, planOf } from "../../model/phase";
import type { Problem } from "../../model/problems";
import type { Migration } from "../../model/spec";
import type { Leftovers } from "../kits/contracts";
import { invokeOrExplain } from "../shared/invokeOrExplain";
import { refusalOf } from "../shared/refusal";
import { locationsOf } from "./providers";
import { leftoverQueries } from "./queries";
import { idsInState, taskInState } from "./tracked";

/**
 * What a killed update created in the clouds and did not record, found by name. The engine imports it; what is already
 * in the state is not affected.
 */
export async function leftovers(
  migration: Migration,
  phase: Phase,
  ownership: Ownership,
  provider: pulumi.ProviderResource | undefined,
): Promise<Leftovers> {
  // A preview creates nothing, and so has nothing to take over: this needs no access to the clouds.
  if (pulumi.runtime.isDryRun() || !planOf(phase).openings) return {};
  const taskId = await taskInState(migration.name);
  const { found, problems } = await invokeOrExplain<{ found: Leftovers; problems?: Problem[] }>(
    "look for what an earlier run left behind",
    pulumi.runtime.invoke(
      "dbferry:index:findLeftovers",
      {
        migration: migration.name,
        engine: migration.engine,
        at: locationsOf(migration)[0],
        task: taskName(migration.name),
        ...(taskId === undefined ? {} : { taskId }),
        ...(ownership.id ? { stateId: ownership.id, stack: stackPath(ownership) } : {}),
        queries: leftoverQueries(migration, phase, ownership),
        adopt: migration.adopt ?? {},
      },
      { provider, async: true },
    ),
  );
  if (problems?.length) throw refusalOf("the migration", problems);
  const tracked = await idsInState();
  return Object.fromEntries(Object.entries(found).filter(([, id]) => !tracked.has(id)));
}
