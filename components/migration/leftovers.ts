import * as pulumi from "@pulumi/pulumi";
import { taskName } from "../../model/names";
import { type Ownership, stackPath } from "../../model/ownership";
import { type Phase, planOf } from "../../model/phase";
import type { Problem } from "../../model/problems";
import type { Migration } from "../../model/spec";
import type { Recorded } from "../../model/standing";
import type { Leftovers } from "../kits/contracts";
import { invokeOrExplain } from "../shared/invokeOrExplain";
import { refusalOf } from "../shared/refusal";
import { locationsOf } from "./providers";
import { leftoverQueries } from "./queries";
import { readState } from "./standing";

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
  const { found, problems } = await invokeOrExplain<{ found: Leftovers; problems?: Problem[] }>(
    "look for what an earlier run left behind",
    pulumi.runtime.invoke(
      "dbferry:index:findLeftovers",
      {
        migration: migration.name,
        engine: migration.engine,
        at: locationsOf(migration)[0],
        task: taskName(migration.name),
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

/**
 * Ids that the state has, by the outputs of the components that made them. What is tracked is not handed over: the engine would refuse to replace it,
 * and keep the id with what it makes in its place, which the next update would import over itself and then delete.
 */
async function idsInState(): Promise<Set<unknown>> {
  const state = await readState();
  const isOurs = ({ type }: Recorded) => type.startsWith("dbferry:");
  const vendors = new Set(state.filter((one) => !isOurs(one)).map(({ name }) => name));
  // What a refresh did not find is gone from the state, and the component around it is not.
  const whole = state.filter((one) => isOurs(one) && vendors.has(one.name));
  return new Set(whole.flatMap(({ outputs }) => Object.values(outputs)));
}
