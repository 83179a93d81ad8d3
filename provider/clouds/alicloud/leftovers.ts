import { z } from "zod";
import type { LeftoverQuery } from "../../core/clouds";
import type { Alicloud } from "./client";
import { endpointsOf } from "./openings";

const endpoint = z.object({ region: z.string().min(1), instanceId: z.string().min(1), prefix: z.string().min(1) });

/** Looks by name for what a killed update made and did not record. */
export async function leftover(alicloud: Alicloud, query: LeftoverQuery): Promise<string | undefined> {
  // Without an id in the state nothing bears its mark, and nothing is taken over by itself.
  if (query.kind !== "publicEndpoint" || query.stateId === undefined) return undefined;
  const { region, instanceId, prefix } = endpoint.parse(query);
  const endpoints = await endpointsOf(alicloud, region, instanceId);
  const ours = endpoints.some(({ addresses: [host] }) => host?.startsWith(`${prefix}.`));
  return ours ? `${instanceId}:${prefix}` : undefined;
}
