import { isObject } from "../../object";

/** Objects of `nft -j list ruleset` (libnftables-json), as far as they are read here. */
export interface NftChain {
  family: string;
  table: string;
  name: string;
  handle?: number;
  type?: string;
  hook?: string;
  prio?: number;
  policy?: string;
  dev?: unknown;
}

export interface NftRule {
  family: string;
  table: string;
  chain: string;
  handle?: number;
  comment?: string;
  expr?: unknown[];
}

export interface NftSet {
  family: string;
  table: string;
  name: string;
  type?: unknown;
  flags?: unknown;
  elem?: unknown[];
}

export interface NftObjects {
  tables: { family: string; name: string; flags?: unknown }[];
  chains: NftChain[];
  rules: NftRule[];
  /** Sets and maps. */
  sets: NftSet[];
  /** Kinds of object that are not known here. */
  strange: string[];
}

/** Objects that decide no packet by themselves. */
const HARMLESS = new Set([
  "metainfo",
  "flowtable",
  "counter",
  "quota",
  "limit",
  "ct helper",
  "ct timeout",
  "ct expectation",
  "secmark",
  "synproxy",
]);

/** undefined: the text is not the output of `nft -j`. */
export function nftObjects(text: string): NftObjects | undefined {
  const parsed = parsedJson(text);
  if (!isObject(parsed) || !Array.isArray(parsed["nftables"])) return undefined;
  const found: NftObjects = { tables: [], chains: [], rules: [], sets: [], strange: [] };
  for (const item of parsed["nftables"]) {
    const [kind, value] = isObject(item) ? (Object.entries(item)[0] ?? []) : [];
    if (kind === "table" && isObject(value)) found.tables.push(value as never);
    else if (kind === "chain" && isObject(value)) found.chains.push(value as never);
    else if (kind === "rule" && isObject(value)) found.rules.push(value as never);
    else if ((kind === "set" || kind === "map") && isObject(value)) found.sets.push(value as never);
    else if (kind === undefined || !HARMLESS.has(kind)) found.strange.push(kind ?? "nothing");
  }
  return found;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
