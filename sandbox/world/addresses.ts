import ipaddr from "ipaddr.js";

/**
 * Whether `address` is in `entry`: a single address, a CIDR block, or "0.0.0.0/0" for all. An unparsable entry matches
 * nothing.
 */
export function holds(entry: string, address: string): boolean {
  try {
    const wanted = ipaddr.process(address);
    const [range, bits] = entry.includes("/") ? ipaddr.parseCIDR(entry) : [ipaddr.process(entry), undefined];
    if (range.kind() !== wanted.kind()) return false;
    return wanted.match(range, bits ?? (wanted.kind() === "ipv4" ? 32 : 128));
  } catch {
    return false;
  }
}

/** RFC 1918. */
export function isPrivate(address: string): boolean {
  return ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].some((range) => holds(range, address));
}

export function isIpv4(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text);
}

/** Every usable host address of an IPv4 CIDR block in order, without network and broadcast addresses. */
export function* hosts(cidr: string): Generator<string> {
  const [base, bits] = ipaddr.IPv4.parseCIDR(cidr);
  const start = base.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
  const size = 2 ** (32 - bits);
  for (let i = 1; i < size - 1; i++) {
    const n = start + i;
    yield [n / 2 ** 24, n / 2 ** 16, n / 2 ** 8, n].map((part) => Math.floor(part) % 256).join(".");
  }
}
