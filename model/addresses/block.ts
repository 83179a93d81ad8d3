import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { readAddress } from "./read";

/** The only place where an address becomes a block, and a block of one address becomes that address again. */

/** Whether this is an address, or a CIDR block of either family. */
export function isBlock(text: string): boolean {
  const [address = "", prefix, rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest !== undefined) return false;
  return prefix === undefined || (/^(0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/** The family of an address or block; undefined when it is neither. */
export function familyOf(text: string): 4 | 6 | undefined {
  return isBlock(text) ? (isIP(text.split("/")[0]!) as 4 | 6) : undefined;
}

/** The address as the narrowest CIDR block; a block is returned unchanged. */
export function asBlock(text: string): string {
  if (text.includes("/")) return text;
  return `${text}/${isIP(text) === 6 ? 128 : 32}`;
}

/** A block of a single address as that address; other blocks are returned unchanged. */
export function asAddress(block: string): string {
  const [address = "", prefix] = block.split("/");
  return prefix === (isIP(address) === 6 ? "128" : "32") ? address : block;
}

/**
 * A block as the host of a MySQL account: an address, or network and netmask, which every version accepts. Prefix
 * lengths are accepted only from 8.0.23; an IPv6 block has no netmask form.
 */
export function asAccountHost(block: string): string {
  const [address = "", prefix] = asAddress(block).split("/");
  if (prefix === undefined || isIP(address) !== 4 || !/^\d+$/.test(prefix)) return asAddress(block);
  const network = ipaddr.IPv4.networkAddressFromCIDR(`${address}/${prefix}`);
  return `${network}/${ipaddr.IPv4.subnetMaskFromPrefixLength(Number(prefix))}`;
}

/** An IPv4 block as network and inverted mask, as access lists of routers have it: `10.1.0.0 0.0.255.255`. */
export function withWildcard(block: string): string {
  const [network, prefix] = block.split("/");
  const mask = ipaddr.IPv4.subnetMaskFromPrefixLength(Number(prefix));
  return `${network} ${mask.octets.map((octet) => 255 - octet).join(".")}`;
}

/** One spelling for comparing list entries: normalised, a single address without its prefix. */
export function normalized(entry: string): string {
  return asAddress(readAddress(entry).blocks[0] ?? entry.trim());
}

/** A single address in one spelling: IPv6 in its short form, a mapped IPv4 address as that; anything else unchanged. */
export function canonical(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
}

/** Prefix length; for an address, that of the block that contains only it. */
export function prefixOf(block: string): number {
  return Number(asBlock(block).split("/")[1]);
}
