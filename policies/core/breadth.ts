import {
  covers,
  GLOBAL_V6,
  privatePart,
  publicPart,
  type Reading,
  readAddressList,
  readMysqlHosts,
  sizeOf,
  sumOf,
} from "../../model/addresses";
import type { AccessRule } from "./facets";
import type { Settings } from "./rule";
import { Unknown } from "./values";

/** A union of at least this many public IPv4 addresses counts as the whole internet. */
export const PIECES_V4 = 2n ** 24n;
/** The same for IPv6: a /32, the size that registries allocate to a provider. */
export const PIECES_V6 = 2n ** 96n;
/** Maximum number of public addresses of one entry: a /24, or a /48 for IPv6. */
export const WIDE_PUBLIC = { v4: 2n ** 8n, v6: 2n ** 80n };
/** Maximum number of private addresses of one entry: a /16, or a /48 for IPv6. */
export const WIDE_PRIVATE = { v4: 2n ** 16n, v6: 2n ** 80n };

/** Loopback addresses of any range size are unreachable from other machines. */
const LOOPBACK = ["127.0.0.0/8", "::1/128"];

/** The sources of an access rule, parsed and sorted by kind. */
export interface Sources {
  /** Entries that are addresses. */
  entries: Reading[];
  /** Entries that cannot be parsed. */
  unreadable: Reading[];
  /** Entries that cannot be resolved from the plan: host names and ids of external lists. */
  unresolved: Reading[];
  /** Sources that are not known yet. */
  unknown: Unknown[];
  /** True when there are no sources. */
  empty: boolean;
}

const READ = new WeakMap<AccessRule, Sources>();

/** Parses the sources of an access rule. The result is cached, because several rules judge the same sources. */
export function readSources(opening: AccessRule): Sources {
  const before = READ.get(opening);
  if (before) return before;
  const sources = read(opening);
  READ.set(opening, sources);
  return sources;
}

function read(opening: AccessRule): Sources {
  const listed = opening.sources;
  const items = listed === undefined ? [] : listed instanceof Unknown ? [listed] : listed;
  const known = items.filter((item): item is string => typeof item === "string");
  const written = opening.kind === "account" ? known : known.filter((item) => item.trim() !== "");
  const readings = opening.kind === "account" ? readMysqlHosts(written) : readAddressList(written);
  return {
    entries: readings.filter((reading) => reading.blocks.length > 0),
    unreadable: readings.filter((reading) => reading.kind === "unreadable"),
    unresolved: readings.filter((reading) => reading.kind === "host" || reading.kind === "reference"),
    unknown: items.filter((item): item is Unknown => item instanceof Unknown),
    empty: items.length === 0 || (written.length === 0 && known.length === items.length),
  };
}

/** True when the blocks cover a whole address family. */
export function isWorld(blocks: readonly string[]): boolean {
  const most = sumOf(blocks);
  if (most.v4 < 2n ** 32n && most.v6 < 2n ** 125n) return false;
  return covers(blocks, ["0.0.0.0/0"]) || covers(blocks, [GLOBAL_V6]);
}

/** True when the blocks together cover so much of the internet that they count as all of it. */
export function isWorldInPieces(blocks: readonly string[]): boolean {
  const most = sumOf(blocks);
  if (most.v4 < PIECES_V4 && most.v6 < PIECES_V6) return false;
  const size = sizeOf(publicPart(blocks));
  return size.v4 >= PIECES_V4 || size.v6 >= PIECES_V6;
}

/** The part of an entry that is too wide; undefined when none is, or when a vendor publishes the range. */
export function tooWide(blocks: readonly string[], settings: Settings): "public" | "private" | undefined {
  const most = sumOf(blocks);
  if (most.v4 <= WIDE_PUBLIC.v4 && most.v6 <= WIDE_PUBLIC.v6) return undefined;
  if (covers(LOOPBACK, blocks)) return undefined;
  const published = settings.vendorRanges.map((range) => range.block);
  if (published.length > 0 && covers(published, blocks)) return undefined;
  const open = sizeOf(publicPart(blocks));
  if (open.v4 > WIDE_PUBLIC.v4 || open.v6 > WIDE_PUBLIC.v6) return "public";
  const closed = sizeOf(privatePart(blocks));
  if (closed.v4 > WIDE_PRIVATE.v4 || closed.v6 > WIDE_PRIVATE.v6) return "private";
  return undefined;
}

/** How wide an access rule is, in the order in which NET-01, NET-02 and NET-04 apply. */
export type Breadth =
  | { kind: "world"; entry: Reading }
  | { kind: "pieces"; entries: Reading[]; addresses: string }
  | { kind: "wide"; entries: { entry: Reading; part: "public" | "private" }[] }
  | { kind: "narrow" };

export function breadthOf(entries: readonly Reading[], settings: Settings): Breadth {
  const world = entries.find((entry) => isWorld(entry.blocks));
  if (world) return { kind: "world", entry: world };
  const all = entries.flatMap((entry) => entry.blocks);
  if (isWorldInPieces(all)) {
    const size = sizeOf(publicPart(all));
    return { kind: "pieces", entries: [...entries], addresses: describe(size.v4, size.v6) };
  }
  const wide = entries.flatMap((entry) => {
    const part = tooWide(entry.blocks, settings);
    return part ? [{ entry, part }] : [];
  });
  return wide.length > 0 ? { kind: "wide", entries: wide } : { kind: "narrow" };
}

function describe(v4: bigint, v6: bigint): string {
  const parts: string[] = [];
  if (v4 >= PIECES_V4) parts.push(`${v4} public IPv4 addresses`);
  if (v6 >= PIECES_V6) parts.push(`2^${v6.toString(2).length - 1} or more IPv6 addresses`);
  return parts.join(" and ");
}
