import type { LeftoverQuery, Leftovers } from "../core/clouds";
import type { Alicloud } from "./alicloud/client";
import { endpointsOf } from "./alicloud/openings";
import type { HuaweiClient } from "./huaweicloud/client";
import { eips, rules } from "./huaweicloud/openings";

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
  const ours = <T extends { migration: string }>(found: T[]) =>
    found.filter(({ migration }) => migration === query.migration);
  const [addresses, openRules, endpoints] = await Promise.all([
    eip ? eips(clients.huawei()).then(ours) : [],
    targetRule ? rules(clients.huawei(), targetRule.securityGroupId).then(ours) : [],
    endpoint ? endpointsOf(clients.alicloud(), endpoint.region, endpoint.instanceId) : [],
  ]);
  const theEndpoint = endpoints.find(({ addresses: [host] }) => host?.startsWith(`${endpoint?.prefix}.`));
  return {
    eip: only(addresses)?.id,
    targetRule: only(openRules)?.id,
    endpoint: theEndpoint ? `${endpoint?.instanceId}:${endpoint?.prefix}` : undefined,
  };
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
