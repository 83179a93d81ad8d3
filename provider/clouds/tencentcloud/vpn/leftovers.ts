import type { LeftoverQuery } from "../../../core/clouds";
import { UserProblem } from "../../../core/failure";
import type { TencentClient } from "../client";
import { readVpn } from "./openings";

/**
 * Ids of every part of a VPN that has the mark of this state, or our name and no mark, separated by commas: an update that is
 * killed before it has marked a gateway leaves one that is paid for, and the state says which of them it has.
 *
 * @throws UserProblem where that could not be read
 */
export async function partsOfVpn(
  client: TencentClient,
  { migration, stateId }: LeftoverQuery,
): Promise<string | undefined> {
  // Without an id in the state, nothing has its mark.
  if (stateId === undefined) return undefined;
  const { found, unread, unmarked } = await readVpn(client, { migration, named: [] });
  if (unread.length > 0)
    throw new UserProblem(
      `what an earlier update has left of the VPN in ${client.region} could not be read: ${unread.join("; ")}; needed: all of it, because others would be made beside it; run it again`,
    );
  const ours = found.filter((one) => one.state === stateId && one.migration === migration);
  const ids = [...ours, ...unmarked].map(({ id }) => id);
  return ids.length > 0 ? ids.join(",") : undefined;
}
