import type { Chain, Family, Hook, Stage } from "../rules";

/** Tables of iptables and the chains that the kernel calls, with their priorities. */
const HOOKS: Readonly<Record<string, Partial<Record<string, number>>>> = {
  raw: { PREROUTING: -300 },
  mangle: { PREROUTING: -150, INPUT: -150, FORWARD: -150 },
  nat: { PREROUTING: -100, INPUT: 100 },
  filter: { INPUT: 0, FORWARD: 0 },
  security: { INPUT: 50, FORWARD: 50 },
};

const BUILT_IN = new Set(["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"]);

export interface TableOf {
  tool: "iptables" | "ip6tables";
  table: string;
  /** Present where the tool of that name changes other tables: "iptables-legacy". */
  program?: string;
}

export const keyOf = ({ tool, table, program }: TableOf, chain: string) => `${program ?? tool} ${table} ${chain}`;

export function emptyChain(of: TableOf, name: string, policy: string | undefined): Chain {
  const family: Family = of.tool === "iptables" ? "ip" : "ip6";
  const hook = hookOf(of.table, name, policy);
  const table = `${of.program ?? of.tool}, table ${of.table}`;
  return { key: keyOf(of, name), name, table, family, rules: [], ...(hook ? { hook } : {}) };
}

function hookOf(table: string, chain: string, policy: string | undefined): Hook | undefined {
  const priority = Object.hasOwn(HOOKS, table) && BUILT_IN.has(chain) ? HOOKS[table]![chain] : undefined;
  if (priority === undefined) return undefined;
  const known = policy === "ACCEPT" ? "accept" : policy === "DROP" ? "drop" : undefined;
  return {
    stage: chain.toLowerCase() as Stage,
    priority,
    ...(known ? { policy: known } : {}),
    nat: table === "nat",
  };
}

/** Where a rule is, for people. */
export function placeOf({ program, table }: TableOf, chain: string, number: number): string {
  const where = program ? ` (${program}, table ${table})` : table === "filter" ? "" : ` (table ${table})`;
  return `rule ${number} of chain ${chain}${where}`;
}
