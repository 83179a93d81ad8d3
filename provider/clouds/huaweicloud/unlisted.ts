import type { KnownHere } from "../../core/clouds";
import { messageOf } from "../../core/failure";
import { isGone } from "./error";

const WHAT = {
  eip: "EIP",
  securityGroupRule: "security group rule",
  peering: "peering",
  vpnConnection: "VPN connection",
  customerGateway: "VPN customer gateway",
  vpnGateway: "VPN gateway",
} as const;

/** Those that are known but not listed. One that no longer exists is closed. */
export async function unlisted<T extends { id: string }>(
  known: KnownHere | undefined,
  of: keyof typeof WHAT,
  listed: readonly T[],
  read: (id: string) => Promise<T | undefined>,
): Promise<{ found: T[]; unread: string[] }> {
  const there = new Set(listed.map(({ id }) => id));
  const ids = (known?.named ?? []).flatMap(({ kind, id }) => (kind === of && !there.has(id) ? [id] : []));
  const seen: { found: T[]; unread: string[] } = { found: [], unread: [] };
  for (const id of new Set(ids)) {
    const what = WHAT[of];
    try {
      const one = await read(id);
      if (one?.id === id) seen.found.push(one);
      else seen.unread.push(`the ${what} ${id} is not listed, and the response to its id does not contain it`);
    } catch (error) {
      if (isGone(error)) continue;
      seen.unread.push(`the ${what} ${id} is not listed, and could not be read either: ${messageOf(error)}`);
    }
  }
  return seen;
}
