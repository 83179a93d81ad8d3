import type { KnownHere, LeftoverQuery, OpeningsRead } from "../core/clouds";
import { UserProblem } from "../core/failure";

/** A part of a VPN with our name and no mark: some vendors' providers mark one only after they have made it. */
export interface Unmarked {
  id: string;
  told: string;
}

export type VpnRead = OpeningsRead & { unmarked: Unmarked[] };

/** An audit denies no part of which it does not know whose it is. */
export function openingsIn({ found, unread, unmarked }: VpnRead): OpeningsRead {
  return { found, unread: [...unread, ...unmarked.map(({ told }) => told)] };
}

/**
 * Ids of every part of a VPN that has the mark of this state, or our name and no mark, separated by commas: an update that is
 * killed before it has marked a gateway leaves one that is paid for, and the state says which of them it has.
 *
 * @throws UserProblem where that could not be read
 */
export async function partsOfVpn(
  region: string,
  { migration, stateId }: LeftoverQuery,
  read: (known: KnownHere) => Promise<VpnRead>,
): Promise<string | undefined> {
  // Without an id in the state, nothing has its mark.
  if (stateId === undefined) return undefined;
  const { found, unread, unmarked } = await read({ migration, named: [] });
  if (unread.length > 0)
    throw new UserProblem(
      `what an earlier update has left of the VPN in ${region} could not be read: ${unread.join("; ")}; needed: all of it, because others would be made beside it; run it again`,
    );
  const ours = found.filter((one) => one.state === stateId && one.migration === migration);
  const ids = [...ours, ...unmarked].map(({ id }) => id);
  return ids.length > 0 ? ids.join(",") : undefined;
}
