import { publicPart, readAddress } from "../addresses";
import { RESOLVERS_VARIABLE } from "./resolvers";

/** What one resolver said about a name. */
export interface Answer {
  /** The resolver, for people. */
  by: string;
  /** Whose answer it is: several from one witness count once. Absent: that of `by` alone. */
  witness?: string;
  /** Its IPv4 addresses; empty: the name has none. Absent: it did not answer. */
  addresses?: readonly string[];
  /** Why there is no address, or no answer. */
  why?: string;
}

/** What the answers prove together. */
export type NameVerdict =
  | {
      address: string;
      /** The resolvers that gave it. */
      by: string[];
      /** Those that did not answer, with the reason. */
      silent: string[];
    }
  | {
      address?: undefined;
      seen: string;
      needed: string;
      fix: string;
      /** Absent: there were too few answers to say anything. True: what was answered speaks against one address. */
      contradicted?: true;
    };

/** How many resolvers, of different operators, must agree. */
const ENOUGH = 2;

const NEEDED = `one public IPv4 address, the same from at least ${ENOUGH} resolvers of different operators, and another from none`;

/**
 * A name has an address if at least two resolvers of different operators gave that one address alone, and no resolver
 * gave anything else. A resolver without an answer proves nothing either way.
 */
export function judge(answers: readonly Answer[]): NameVerdict {
  const given = answers.filter((one) => one.addresses !== undefined);
  const silent = answers
    .filter((one) => one.addresses === undefined)
    .map((one) => `${one.by}: ${one.why ?? "no answer"}`);
  const seen = answers.map(shown).join("; ") || "no resolver was asked";
  const not = (fix: string): NameVerdict => ({ seen, needed: NEEDED, fix, contradicted: true });
  const all = [...new Set(given.flatMap((one) => one.addresses!))];
  const inside = all.filter((address) => !isPublic(address));
  if (inside.length > 0)
    return not(
      `${inside.join(", ")} cannot be reached over the internet: correct the record, or the path. A proxy or filter on this machine's way to the resolvers may ` +
        `also answer in their place: set ${RESOLVERS_VARIABLE} to resolvers that it leaves alone`,
    );
  if (new Set(given.map((one) => [...new Set(one.addresses!)].sort().join())).size > 1)
    return not(
      "the record may have been changed just now, or depends on who asks: wait until it has its new address everywhere (its TTL), and run the update again; " +
        `if it stays so, set source.host of a server of your own to the address that the task is to reach, or ${RESOLVERS_VARIABLE} to resolvers without the one that is wrong`,
    );
  if (all.length > 1)
    return not(
      "nothing says that all of them are the same server: set source.host to the name or address of one server",
    );
  if (given.length > 0 && all.length === 0)
    return not(
      "check the name and that it has an A record: the services connect over IPv4. The record of a new public endpoint may take some minutes",
    );
  const witnesses = new Set(given.map(({ by, witness = by }) => witness));
  if (given.length >= ENOUGH && witnesses.size < ENOUGH)
    return {
      seen,
      needed: NEEDED,
      fix: `all of these answers are from ${[...witnesses].join(", ")}, and count once: add a resolver of another operator to ${RESOLVERS_VARIABLE}`,
    };
  if (witnesses.size < ENOUGH)
    return {
      seen,
      needed: NEEDED,
      fix: `let this machine send DNS queries (UDP and TCP port 53) to them, or set ${RESOLVERS_VARIABLE} to at least ${ENOUGH} resolvers, of different operators, that it reaches and that resolve public names`,
    };
  return { address: all[0]!, by: given.map(({ by }) => by), silent };
}

function isPublic(address: string): boolean {
  const { blocks } = readAddress(address);
  return blocks.length > 0 && publicPart(outsideReserved(blocks)).length > 0;
}

/** Addresses that no host on the internet has, besides the private ones: "this network", benchmarks, multicast, reserved. */
function outsideReserved(blocks: readonly string[]): string[] {
  return blocks.filter((block) => {
    const [first = 0, second = 0] = block.split(".").map(Number);
    return first !== 0 && first < 224 && !(first === 198 && (second === 18 || second === 19));
  });
}

function shown({ by, addresses, why }: Answer): string {
  if (addresses && addresses.length > 0) return `${by}: ${[...new Set(addresses)].join(", ")}`;
  return `${by}: ${why ?? (addresses ? "no IPv4 address" : "no answer")}`;
}
