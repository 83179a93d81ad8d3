import { z } from "zod";
import type { LeftoverQuery } from "../../core/clouds";
import type { Alicloud } from "./client";
import { type EndpointReading, readingKey } from "./instances";
import { publicEndpoints } from "./openings";

const endpoint = z.object({ region: z.string().min(1), instanceId: z.string().min(1), prefix: z.string().min(1) });

/**
 * Finds, by name, what a killed update created and did not record.
 *
 * @param reading result of the look-ahead that ran just before
 */
export async function leftover(
  alicloud: Alicloud,
  query: LeftoverQuery,
  reading: EndpointReading,
): Promise<string | undefined> {
  // Without an id in the state, nothing has its mark, and nothing is taken over automatically.
  if (query.kind !== "publicEndpoint" || query.stateId === undefined) return undefined;
  const { region, instanceId, prefix } = endpoint.parse(query);
  const endpoints =
    reading.take(readingKey(region, instanceId)) ?? (await publicEndpoints(alicloud, region, instanceId));
  const ours = endpoints.some(({ host }) => host.startsWith(`${prefix}.`));
  return ours ? `${instanceId}:${prefix}` : undefined;
}

/** Whether the instance has this public endpoint. */
export async function adoptable(alicloud: Alicloud, query: LeftoverQuery, id: string): Promise<"gone" | undefined> {
  const { region, instanceId } = endpoint.parse(query);
  const endpoints = await publicEndpoints(alicloud, region, instanceId);
  return endpoints.some(({ host }) => `${instanceId}:${host.split(".")[0]}` === id) ? undefined : "gone";
}
