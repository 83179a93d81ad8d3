import type { Ipsets } from "../ipset";
import { type Chain, type Match, missingRule, NEVER, type Rule } from "../rules";
import { addressMatch, protocolMatch } from "../sources";
import { readExtras } from "./extras";
import { removalOf } from "./removal";
import { type Row, readRow } from "./row";
import { emptyChain, keyOf, placeOf, type TableOf } from "./tables";
import { targetAction } from "./targets";

const CHAIN = /^\s*Chain (\S+) \((?:policy (\w+)|\d+ references)\b.*\)/;
const HEADING = /^\s*(?:num\s+)?(pkts\s+bytes\s+)?target\s+prot\s/;

interface Listed {
  name: string;
  policy?: string;
  verbose: boolean;
  rows: string[];
}

/** Chains that `iptables -L` printed, with or without -n, -v and --line-numbers. */
export function readList(text: string, tool: TableOf["tool"], sets: Ipsets): Chain[] {
  return listings(text).flatMap((listed) => {
    const of: TableOf = { tool, table: tableOf(listed) };
    return listed.map(({ name, policy, verbose, rows }) => {
      const chain = emptyChain(of, name, policy);
      for (const row of rows) append(of, chain, row, verbose, sets);
      return chain;
    });
  });
}

/** The chains of each listing: a new one begins with the first chain of a table, or one that was printed already. */
function listings(text: string): Listed[][] {
  const all: Listed[][] = [];
  let current: Listed[] = [];
  for (const line of text.split("\n").map((raw) => raw.trimEnd())) {
    const [head, name, policy] = CHAIN.exec(line) ?? [];
    if (head !== undefined) {
      const before = current.at(-1)?.name;
      const first = name === "PREROUTING" || (name === "INPUT" && before !== undefined && before !== "PREROUTING");
      if (first || current.some((one) => one.name === name)) {
        all.push(current);
        current = [];
      }
      current.push({ name: name!, policy, verbose: false, rows: [] });
      continue;
    }
    const chain = current.at(-1);
    const heading = HEADING.exec(line);
    if (chain && heading) chain.verbose = heading[1] !== undefined;
    else if (chain && line.trim() !== "" && !line.startsWith("#")) chain.rows.push(line);
  }
  return [...all, current];
}

/** A listing does not name its table, but each table has chains of its own. */
function tableOf(listed: readonly Listed[]): string {
  const has = (name: string) => listed.some((chain) => chain.name === name);
  if (has("POSTROUTING")) return has("FORWARD") ? "mangle" : "nat";
  if (has("PREROUTING")) return has("OUTPUT") ? "raw" : "nat";
  return "filter";
}

function append(of: TableOf, chain: Chain, line: string, verbose: boolean, sets: Ipsets): void {
  const row = readRow(line, verbose);
  const number = row?.number ?? chain.rules.length + 1;
  while (chain.rules.length + 1 < number) {
    const missing = chain.rules.length + 1;
    chain.rules.push(missingRule(placeOf(of, chain.name, missing), `rule ${missing} was not given`));
  }
  const place = placeOf(of, chain.name, number);
  const text = line.trim().replace(/\s+/g, " ");
  if (!row) {
    chain.rules.push(missingRule(place, `a row that is not understood: ${text}`));
    return;
  }
  const matches = [
    protocolMatch(row.protocol),
    addressMatch("source", row.source),
    addressMatch("destination", row.destination),
    ...(row.options === "-f" ? [NEVER] : []),
    ...interfaces(row),
    ...readExtras(row.extras.replace("[goto]", ""), sets),
  ];
  chain.rules.push({ text, place, matches, action: actionOf(of, row), removal: removalOf(of, chain.name, number) });
}

function interfaces({ interfaces: columns }: Row): Match[] {
  if (!columns) return [{ on: "hidden" }];
  const { in: name, out } = columns;
  const list: Match[] = [];
  if (out !== "*" && out !== "any")
    list.push({ on: "notUnderstood", why: `the interface ${out} on which the packet leaves` });
  if (name === "*" || name === "any") return list;
  const match: Match = { on: "interface", name: name.replace(/^!/, "") };
  return [...list, name.startsWith("!") ? { on: "not", match } : match];
}

function actionOf(of: TableOf, { target, extras }: Row): Rule["action"] {
  const known = targetAction(target, extras);
  if (known) return known;
  return { do: extras.includes("[goto]") ? "goto" : "jump", chain: keyOf(of, target), name: target };
}
