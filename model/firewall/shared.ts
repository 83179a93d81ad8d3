import type { NftObjects } from "./nft/json";
import { isNative } from "./nft/native";
import type { SavePart, Tool } from "./recognise";
import { type Chain, missingRule } from "./rules";

/** A line by which iptables-save says that it does not print all of a table. */
export interface Incomplete {
  /** Absent: printed by one of both, it is not known which. */
  tool?: Tool;
  table: string;
}

/** Tables that iptables keeps in nftables, where nft prints them too, by family and name: "ip filter". */
export interface Shared {
  /** iptables-save prints more of them than nft. */
  saved: Set<string>;
  /** nft prints more of them than iptables-save, and is believed alone. */
  native: Set<string>;
  /** Only iptables-save was given, which says that it does not print all of them. */
  untold: Set<string>;
  /** Both were given, and neither is known to leave something out. */
  both: Set<string>;
}

const INCOMPLETE = /^# Table [`'"]?(\w+)[`'"]? (?:contains incompatible|is incompatible)/gm;

/** @param from the command or file that printed the text */
export function incompleteIn(text: string, from: string): Incomplete[] {
  const [, six] = /^ip(6?)tables(-nft|-legacy)?-save$/.exec(from) ?? [];
  const tool = six === undefined ? {} : { tool: six === "6" ? ("ip6tables" as const) : ("iptables" as const) };
  return [...text.matchAll(INCOMPLETE)].map(([, table]) => ({ ...tool, table: table! }));
}

export function sharedTables(
  saves: readonly SavePart[],
  nft: readonly NftObjects[],
  incomplete: readonly Incomplete[],
): Shared {
  const saved = new Set(
    saves
      .filter(({ isNft, isWhole }) => isNft && isWhole)
      .flatMap(({ text, tool }) => tablesIn(text).map((table) => `${FAMILIES[tool]} ${table}`)),
  );
  const printed = new Set(nft.flatMap(({ tables }) => tables.map(({ family, name }) => `${family} ${name}`)));
  const said = incomplete.flatMap(({ tool, table }) => {
    const possible = tool ? [`${FAMILIES[tool]} ${table}`] : [`ip ${table}`, `ip6 ${table}`];
    const seen = possible.filter((one) => printed.has(one));
    return seen.length > 0 ? seen : possible;
  });
  const foreign = [...printed].filter((one) => {
    const [family, table] = one.split(" ") as [string, string];
    return nft.some((objects) => isNative(objects, family, table));
  });
  const native = new Set([...foreign, ...said.filter((one) => printed.has(one))]);
  for (const one of native) saved.delete(one);
  return {
    saved,
    native,
    untold: new Set(said.filter((one) => !printed.has(one))),
    both: new Set([...saved].filter((one) => printed.has(one))),
  };
}

const FAMILIES = { iptables: "ip", ip6tables: "ip6" } as const;

/** The name in nftables of the table that a chain of iptables is in. */
export function sharedName({ table, family }: Chain): string {
  return `${family} ${table.split(", table ")[1]}`;
}

/** Stands for the rules of a table of which iptables prints only a part. */
export function untoldChain(name: string): Chain {
  const [family, table] = name.split(" ") as ["ip" | "ip6", string];
  const why = `the table ${name} holds rules that iptables does not print; \`nft -j list ruleset\` prints all of them`;
  return {
    key: `untold ${name}`,
    name: table,
    table: `nftables, table ${name}`,
    family,
    rules: [missingRule(`table ${name}`, why)],
    hook: { stage: "prerouting", priority: Number.MIN_SAFE_INTEGER, policy: "accept", nat: false },
  };
}

/** Names of the tables that an iptables-save prints. */
export const tablesIn = (text: string) => [...text.matchAll(/^\*(\w+)/gm)].map(([, name]) => name!);
