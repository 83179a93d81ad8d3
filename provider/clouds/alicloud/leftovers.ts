import { z } from "zod";
import type { LeftoverQuery } from "../../core/clouds";
import { UserProblem } from "../../core/failure";
import type { Alicloud } from "./client";
import { type EndpointReading, readingKey } from "./instances";
import { publicEndpoints } from "./openings";
import type { VpcClient } from "./vpn/client";
import { vpnOpenings } from "./vpn/openings";

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

/** Ids of every part of a VPN that has the mark of this state, separated by commas. */
export async function partsOfVpn(
  client: VpcClient,
  { migration, stateId }: LeftoverQuery,
): Promise<string | undefined> {
  if (stateId === undefined) return undefined;
  const { found, unread } = await vpnOpenings(client, { migration, named: [], tunnels: true });
  // A gateway gets its mark only after it is made. Beside one without, this update would make a second one.
  if (unread.length > 0)
    throw new UserProblem(
      `${client.region}: parts of a VPN have the name of the migration ${migration}, or could not be read:\n` +
        `${unread.map((line) => `  - ${line}`).join("\n")}\n` +
        "needed: parts with the mark of their stack, or none; remove in the console what an update that was killed has left, or rename what is somebody else's, and run it again",
    );
  const ours = found.filter((one) => one.state === stateId && one.migration === migration);
  return ours.length > 0 ? ours.map(({ id }) => id).join(",") : undefined;
}

/** Whether the instance has this public endpoint. */
export async function adoptable(alicloud: Alicloud, query: LeftoverQuery, id: string): Promise<"gone" | undefined> {
  const { region, instanceId } = endpoint.parse(query);
  const endpoints = await publicEndpoints(alicloud, region, instanceId);
  return endpoints.some(({ host }) => `${instanceId}:${host.split(".")[0]}` === id) ? undefined : "gone";
}
