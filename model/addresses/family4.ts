import { normalizeCidr } from "cidr-tools";
import ipaddr from "ipaddr.js";

/**
 * All addresses that a spelling of an IPv4 address can mean. A plain dotted quad means one. Short (`10.1`), octal
 * (`010.0.0.1`), hexadecimal and single-number forms are parsed differently by different programs; every reading
 * counts, because it is not known which one a cloud uses.
 */
export function meaningsOfV4(address: string): string[] {
  if (ipaddr.IPv4.isValidFourPartDecimal(address) && !/(^|\.)0\d/.test(address)) return [address];
  const meanings = new Set<string>();
  if (ipaddr.IPv4.isValid(address)) meanings.add(ipaddr.IPv4.parse(address).toString());
  const parts = address.split(".");
  if (parts.length <= 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) {
    const octets = [...parts.map(Number), 0, 0, 0, 0].slice(0, 4);
    meanings.add(octets.join("."));
  }
  return [...meanings];
}

/** All prefix lengths that the text after the slash can mean: a number, a number with leading zeros, a netmask. */
export function meaningsOfPrefix(prefix: string, bits: 32 | 128): number[] {
  if (/^\d{1,4}$/.test(prefix)) {
    const readings = [Number(prefix)];
    if (/^0[0-7]+$/.test(prefix)) readings.push(Number.parseInt(prefix, 8));
    return [...new Set(readings)].filter((length) => length <= bits);
  }
  if (bits === 32 && ipaddr.IPv4.isValidFourPartDecimal(prefix)) {
    const length = ipaddr.IPv4.parse(prefix).prefixLengthFromSubnetMask();
    return length === null ? [] : [length];
  }
  return [];
}

/** CIDR blocks of an IPv4 address with an optional prefix; empty when it cannot be parsed. */
export function blocksOfV4(address: string, prefix: string | undefined): string[] {
  const lengths = prefix === undefined ? [32] : meaningsOfPrefix(prefix, 32);
  return meaningsOfV4(address).flatMap((meaning) => lengths.map((length) => normalizeCidr(`${meaning}/${length}`)));
}
