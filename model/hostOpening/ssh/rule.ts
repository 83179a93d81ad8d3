import { asAddress, asBlock, familyOf, normalized } from "../../addresses/block";
import { isoSeconds, lastingMark, readDate } from "../../expiry";
import type { Ownership } from "../../ownership";
import type { SshFirewall } from "../../spec/ssh";

/** Who is let in to a port, until when. */
export interface Wanted {
  from: string;
  port: number;
  until: string;
}

/** How the comment of every rule of one migration of one stack begins, whenever the rule is to go. */
export function markOf(migration: string, by: Ownership): string {
  return `${lastingMark(migration, by)} migrate-expires=`;
}

/** Holds the migration, the stack's id and the expiry; nftables allows 128 characters at most. */
export function commentWith(mark: string, until: string): string {
  return `${mark}${isoSeconds(readDate(until)!)}`;
}

/**
 * A rule as the tool itself prints it, so that what is on the host can be compared with it: of iptables without
 * `-A INPUT`, of nftables without the handle.
 */
export function ruleText(
  firewall: SshFirewall,
  { from, port }: Pick<Wanted, "from" | "port">,
  comment: string,
): string {
  const version = familyOf(from) === 6 ? "ip6" : "ip";
  return firewall === "iptables"
    ? `-s ${asBlock(from)} -p tcp -m tcp --dport ${port} -m comment --comment "${comment}" -j ACCEPT`
    : `${version} saddr ${asAddress(normalized(from))} tcp dport ${port} accept comment "${comment}"`;
}
