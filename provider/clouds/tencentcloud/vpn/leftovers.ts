import type { LeftoverQuery } from "../../../core/clouds";
import type { TencentClient } from "../client";
import { vpnOpenings } from "./openings";

/** Ids of every part of a VPN that has the mark of this state, separated by commas. */
export async function partsOfVpn(
  client: TencentClient,
  { migration, stateId }: LeftoverQuery,
): Promise<string | undefined> {
  // Without an id in the state, nothing has its mark.
  if (stateId === undefined) return undefined;
  const { found } = await vpnOpenings(client);
  const ours = found.filter((one) => one.state === stateId && one.migration === migration);
  return ours.length > 0 ? ours.map(({ id }) => id).join(",") : undefined;
}
