import { isIP } from "node:net";

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
  const [, bracketed, plain, port = "53"] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const address = isIP(entry) === 6 ? entry : (bracketed ?? plain ?? "");
  if (isIP(address) === 0 || (bracketed !== undefined && isIP(address) !== 6)) return undefined;
  const at = isIP(entry) === 6 ? 53 : Number(port);
  if (at < 1 || at > 65_535) return undefined;
  const known = PUBLIC_RESOLVERS.find((one) => one.address === address && one.port === at);
  return known ?? { address, port: at };
}
