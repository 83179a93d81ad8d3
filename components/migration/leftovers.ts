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
import { leftoverQueries, VPN_PARTS } from "./queries";
import { idsInState, taskInState, vendorsIdsInState } from "./tracked";

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
  const { [VPN_PARTS]: parts = "", ...rest } = found;
  await refuseUnrecorded(parts === "" ? [] : parts.split(","), givenParts(migration));
  const tracked = await idsInState();
  return Object.fromEntries(Object.entries(rest).filter(([, id]) => !tracked.has(id)));
}

/** Parts of a VPN that the stack file names are used, whatever their names are: nothing is made beside them. */
function givenParts({ vpn }: Migration): Set<string | undefined> {
  const { gateway, customerGatewayId } = vpn ?? {};
  return new Set([customerGatewayId, gateway?.id, gateway?.eip1?.id, gateway?.eip2?.id]);
}

/**
 * Parts of a VPN that the state does not have: the engine cannot import them, because no cloud returns the key of a
 * connection, and others would be made beside them.
 *
 * @throws pulumi.RunError when there are any
 */
async function refuseUnrecorded(parts: readonly string[], given: ReadonlySet<string | undefined>): Promise<void> {
  const recorded = await vendorsIdsInState();
  const left = parts.filter((id) => !recorded.has(id) && !given.has(id));
  if (left.length === 0) return;
  throw refusalOf("the migration", [
    {
      path: "vpn",
      seen: `parts of the VPN that an update has created and not recorded: ${left.join(", ")}`,
      needed: "none: others would be made beside them",
      fix:
        "before the phase migrate has started anything: dbferry audit --clean, which removes everything that has the mark of this migration, and run it again; " +
        "what has no mark yet, or once the task moves data: delete them in the console (dbferry audit says what each is)",
    },
  ]);
}
