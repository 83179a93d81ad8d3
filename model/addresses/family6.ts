import { containsCidr, normalizeCidr, overlapCidr } from "cidr-tools";
import ipaddr from "ipaddr.js";
import { meaningsOfPrefix } from "./family4";
import { WORLD_V4 } from "./reading";

/**
 * IPv6 blocks that embed an IPv4 address, and the byte where it starts: mapped (RFC 4291), compatible, translated (RFC
 * 6145), NAT64 (RFC 6052) and 6to4 (RFC 3056).
 */
const CARRIERS: readonly { block: string; byte: number }[] = [
  { block: "::ffff:0:0/96", byte: 12 },
  { block: "::ffff:0:0:0/96", byte: 12 },
  { block: "64:ff9b::/96", byte: 12 },
  { block: "::/96", byte: 12 },
  { block: "2002::/16", byte: 2 },
];

/**
 * CIDR blocks of an IPv6 address with an optional prefix, and the IPv4 blocks embedded in it; empty when it cannot be
 * parsed.
 */
export function blocksOfV6(address: string, prefix: string | undefined): string[] {
  const bare = address.replace(/%.*$/, "");
  if (!ipaddr.IPv6.isValid(bare)) return [];
  const parsed = ipaddr.IPv6.parse(bare);
  const lengths = prefix === undefined ? [128] : meaningsOfPrefix(prefix, 128);
  return lengths.flatMap((length) => {
    const block = normalizeCidr(`${parsed.toNormalizedString()}/${length}`);
    return [block, ...carriedV4(block, parsed.toByteArray(), length)];
  });
}

function carriedV4(block: string, bytes: number[], length: number): string[] {
  if (block === "::1/128" || block === "::/128") return [];
  return CARRIERS.filter((carrier) => overlapCidr(block, carrier.block)).map((carrier) => {
    if (containsCidr(block, carrier.block)) return WORLD_V4;
    const inside = ipaddr.fromByteArray(bytes.slice(carrier.byte, carrier.byte + 4)).toString();
    return normalizeCidr(`${inside}/${Math.min(32, length - 8 * carrier.byte)}`);
  });
}
