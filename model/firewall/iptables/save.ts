import type { Ipsets } from "../ipset";
import { type Chain, missingRule, type Rule } from "../rules";
import { wordsOf } from "../words";
import { readSpecification } from "./options";
import { removalOf } from "./removal";
import { emptyChain, keyOf, placeOf, type TableOf } from "./tables";
import { targetAction } from "./targets";

/** Chains of the tables that `iptables-save` (or `iptables -S`, which prints one table) printed. */
export function readSave(text: string, { tool, program }: Omit<TableOf, "table">, sets: Ipsets): Chain[] {
  const tables: Chain[][] = [];
  const by = { tool, ...(program ? { program } : {}) };
  let of: TableOf = { ...by, table: "filter" };
  let chains: Chain[] = [];
  /** Whether the end of the table that is being read has been seen. */
  let isComplete = true;
  const finish = () => {
    if (!isComplete)
      for (const chain of chains)
        chain.rules.push(missingRule(chain.name, `the table ${of.table} is cut off: its COMMIT is missing`));
    tables.push(chains);
    chains = [];
  };
  const chain = (name: string, policy?: string): Chain => {
    const found = chains.find((one) => one.name === name);
    if (found) return found;
    const fresh = emptyChain(of, name, policy);
    chains.push(fresh);
    return fresh;
  };
  for (const raw of text.split("\n")) {
    const line = raw.trim().replace(/^\[\d+:\d+\]\s+/, "");
    if (line === "" || line.startsWith("#")) continue;
    const words = wordsOf(line);
    const [first, name = "", third] = words.map((word) => word.text);
    if (line.startsWith("*")) {
      finish();
      of = { ...by, table: line.slice(1).trim() };
      isComplete = false;
    } else if (first === "COMMIT") {
      isComplete = true;
    } else if (line.startsWith(":")) chain(first!.slice(1), name);
    else if (first === "-P") chain(name).hook = emptyChain(of, name, third).hook;
    else if (first === "-N") chain(name);
    else if (first === "-A") append(of, chain(name), line, readSpecification(words.slice(2), sets));
    else chain("INPUT").rules.push(missingRule("iptables-save", `a line that is not understood: ${line}`));
  }
  finish();
  return tables.flat();
}

function append(
  of: TableOf,
  chain: Chain,
  line: string,
  { matches, target }: ReturnType<typeof readSpecification>,
): void {
  const number = chain.rules.length + 1;
  const place = placeOf(of, chain.name, number);
  const known = targetAction(target?.name ?? "", target?.options ?? "");
  const action: Rule["action"] = known ?? {
    do: target!.goTo ? "goto" : "jump",
    chain: keyOf(of, target!.name),
    name: target!.name,
  };
  chain.rules.push({ text: line, place, matches, action, removal: removalOf(of, chain.name, number) });
}
