import type { LeftoverQuery, Leftovers, TargetRuleQuery } from "../core/clouds";
import { drsDriver } from "../drivers/drs";
import type { Alicloud } from "./alicloud/client";
import { endpointsOf } from "./alicloud/openings";
import type { HuaweiClient } from "./huaweicloud/client";
import { eips } from "./huaweicloud/openings";
import { listRules, type WireRule } from "./huaweicloud/securityGroups";

/** Clients, made when first used. */
interface Clients {
  huawei(): HuaweiClient;
  alicloud(): Alicloud;
}

/**
 * Looks by name and mark for what an update that was killed made and did not record. Where there are several of a kind none is
 * told: which of them is in the state is not known here, and `dbferry audit` lists them all.
 */
export async function findLeftovers(clients: Clients, query: LeftoverQuery): Promise<Leftovers> {
  const { eip, targetRule, endpoint } = query;
  const [addresses, same, endpoints] = await Promise.all([
    eip ? eips(clients.huawei()) : [],
    targetRule ? sameRules(clients.huawei(), targetRule) : [],
    endpoint ? endpointsOf(clients.alicloud(), endpoint.region, endpoint.instanceId) : [],
  ]);
  const theEndpoint = endpoints.find(({ addresses: [host] }) => host?.startsWith(`${endpoint?.prefix}.`));
  return {
    eip: only(addresses.filter(({ migration }) => migration === query.migration))?.id,
    targetRule: only(same)?.id,
    endpoint: theEndpoint ? `${endpoint?.instanceId}:${endpoint?.prefix}` : undefined,
  };
}

/**
 * Rules that are what would be made now. One that is not must be replaced, and the engine replaces nothing that it is told to take
 * over: when the expiry is extended, say, or the task has a new address.
 */
async function sameRules(client: HuaweiClient, wanted: TargetRuleQuery): Promise<WireRule[]> {
  const ours = (await listRules(client, wanted.securityGroupId)).filter(
    ({ direction, description, multiport }) =>
      direction === "ingress" && description === wanted.description && multiport === String(wanted.port),
  );
  if (ours.length === 0) return [];
  const tasks = await drsDriver(client).find(wanted.task);
  const addresses = tasks
    .filter(({ state }) => state !== "ended" && state !== "createFailed")
    .map(({ privateIp }) => `${privateIp}/32`);
  return ours.filter(({ remote_ip_prefix }) => remote_ip_prefix && addresses.includes(remote_ip_prefix));
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
