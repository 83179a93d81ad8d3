import { isIP } from "node:net";
import { canonical } from "../addresses/block";
import { isLoopback } from "../addresses/loopback";

/**
 * Environment variable with the resolvers that replace the public ones, for networks that let no query out to those. Not
 * a stack setting, because a pull request can change a stack file.
 */
export const RESOLVERS_VARIABLE = "DBFERRY_RESOLVERS";

export interface Resolver {
  address: string;
  port: number;
  /** For people: who runs it. */
  operator?: string;
}

/** The clouds' own public resolvers, and three others; read on 2026-11-30. */
export const PUBLIC_RESOLVERS: readonly Resolver[] = [
  { address: "223.5.5.5", port: 53, operator: "AliDNS" },
  { address: "119.29.29.29", port: 53, operator: "DNSPod" },
  { address: "114.114.114.114", port: 53, operator: "114DNS" },
  { address: "8.8.8.8", port: 53, operator: "Google" },
  { address: "1.1.1.1", port: 53, operator: "Cloudflare" },
];

/** Every address of their operators: two of them are no second opinion. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  AliDNS: ["223.5.5.5", "223.6.6.6", "2400:3200::1", "2400:3200:baba::1"],
  DNSPod: ["119.29.29.29", "119.28.28.28", "182.254.116.116", "2402:4e00::"],
  "114DNS": [
    "114.114.114.114",
    "114.114.115.115",
    "114.114.114.119",
    "114.114.115.119",
    "114.114.114.110",
    "114.114.115.110",
  ],
  Google: ["8.8.8.8", "8.8.4.4", "2001:4860:4860::8888", "2001:4860:4860::8844"],
  Cloudflare: ["1.1.1.1", "1.0.0.1", "2606:4700:4700::1111", "2606:4700:4700::1001"],
};

/**
 * Whose answers a resolver gives. All addresses of an operator count once, and so do all ports of an address, except on
 * this machine, where each port is another program.
 */
export function witnessOf({ address, port, operator }: Resolver): string {
  return operator ?? (isLoopback(address) ? `${address}:${port}` : address);
}

export interface ReadResolvers {
  resolvers: readonly Resolver[];
  /** Entries that could not be parsed; nobody is asked in their place. */
  unreadable: readonly string[];
}

/** Parses the variable: addresses, each with an optional port, separated by commas. Unset or empty: the public ones. */
export function readResolvers(text: string | undefined): ReadResolvers {
  const entries = (text ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (entries.length === 0) return { resolvers: PUBLIC_RESOLVERS, unreadable: [] };
  const read = entries.map((entry) => ({ entry, resolver: readOne(entry) }));
  const found = read.flatMap(({ resolver }) => (resolver ? [resolver] : []));
  return {
    resolvers: [...new Map(found.map((one) => [`${one.address} ${one.port}`, one])).values()],
    unreadable: read.filter(({ resolver }) => !resolver).map(({ entry }) => entry),
  };
}

function readOne(entry: string): Resolver | undefined {
  const [, bracketed, plain, written = "53"] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const text = isIP(entry) === 6 ? entry : (bracketed ?? plain ?? "");
  // The client drops the zone of a link-local address, and would ask nobody.
  if (isIP(text) === 0 || text.includes("%") || (bracketed !== undefined && isIP(text) !== 6)) return undefined;
  const port = isIP(entry) === 6 ? 53 : Number(written);
  if (port < 1 || port > 65_535) return undefined;
  // One spelling, so that a resolver written twice is asked once.
  const address = canonical(text);
  const operator = Object.keys(OPERATORS).find((name) => OPERATORS[name]!.includes(address));
  return { address, port, ...(operator ? { operator } : {}) };
}
