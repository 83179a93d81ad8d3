import { ADDRCONFIG } from "node:dns";
import { Resolver as Client, lookup } from "node:dns/promises";
import { type Answer, RESOLVERS_VARIABLE, type Resolver, readResolvers, witnessOf } from "../../model/hostNames";
import { isWithinReach, SANDBOX_VARIABLE } from "../../model/sandbox";

/** How long one try takes at most, and how many there are: the last one has ended within eight seconds. */
const TIMEOUT_MS = 2000;
const TRIES = 2;

/** The resolution of host names. */
export interface HostNames {
  /** Asks every resolver for the IPv4 addresses of a public name, each by itself. Never throws. */
  answers(name: string): Promise<Answer[]>;
  /**
   * The addresses, of both families, that this machine's own programs get; undefined: none, or it may not be looked up.
   */
  here(name: string): Promise<string[] | undefined>;
}

/** Over the resolvers of the environment or, without any, the public ones. */
export const hostNames: HostNames = {
  async answers(name) {
    const { resolvers, unreadable } = readResolvers(process.env[RESOLVERS_VARIABLE]);
    const bad = unreadable.map((entry) => ({
      by: entry,
      why: `not the address of a resolver; needed in ${RESOLVERS_VARIABLE}: addresses, each with an optional port, separated by commas`,
    }));
    return [...(await Promise.all(resolvers.map((resolver) => ask(resolver, name)))), ...bad];
  },

  async here(name) {
    if (!isWithinReach(name)) return undefined;
    try {
      // As for a connection: with both families, either may be used.
      return (await lookup(name, { all: true, hints: ADDRCONFIG })).map(({ address }) => address);
    } catch {
      return undefined;
    }
  },
};

async function ask(resolver: Resolver, name: string): Promise<Answer> {
  const source = { by: titleOf(resolver), witness: witnessOf(resolver) };
  if (!isWithinReach(resolver.address))
    return { ...source, why: `not asked: ${SANDBOX_VARIABLE} is set, and nothing leaves the sandbox` };
  // A client of its own: one with several servers turns to the next where it should report that the first is silent.
  const client = new Client({ timeout: TIMEOUT_MS, tries: TRIES });
  const { address, port } = resolver;
  try {
    client.setServers([address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`]);
    return { ...source, addresses: await client.resolve4(name) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ENOTFOUND") return { ...source, addresses: [], why: "no such name" };
    if (code === "ENODATA") return { ...source, addresses: [], why: "no IPv4 address" };
    return { ...source, why: SILENT[code] ?? `no answer (${code || "no reason given"})` };
  }
}

const SILENT: Readonly<Record<string, string>> = {
  ETIMEOUT: "no answer in time",
  ECONNREFUSED: "nothing listens there",
  ESERVFAIL: "it could not resolve the name (SERVFAIL)",
  EREFUSED: "it refused the query",
};

function titleOf({ address, port, operator }: Resolver): string {
  const at = port === 53 ? address : address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
  return operator ? `${at} (${operator})` : at;
}
