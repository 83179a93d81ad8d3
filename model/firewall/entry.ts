import { emptyChain, keyOf } from "./iptables/tables";
import type { SavePart, Tool } from "./recognise";
import { type Chain, missingRule, notUnderstood } from "./rules";

/**
 * Stands for INPUT if only other chains of iptables were given. It may lead to each of those chains, so what they block
 * is reported as possible.
 */
export function entryNotGiven(chains: readonly Chain[], saves: readonly SavePart[]): Chain[] {
  return (["iptables", "ip6tables"] as const).flatMap((tool) => {
    const ours = chains.filter(({ table }) => table === `${tool}, table filter`);
    const isGiven = ours.length === 0 || ours.some(({ name }) => name === "INPUT");
    return isGiven || saves.some((save) => save.tool === tool && save.isWhole) ? [] : [entry(tool, ours)];
  });
}

function entry(tool: Tool, chains: readonly Chain[]): Chain {
  const of = { tool, table: "filter" };
  const why = `the chain INPUT was not given: ${tool} -L INPUT --line-numbers`;
  const may = chains
    .filter(({ hook }) => !hook)
    .map(({ name }) => ({
      ...missingRule("chain INPUT", why),
      text: `-j ${name}`,
      matches: [notUnderstood(why)],
      action: { do: "jump" as const, chain: keyOf(of, name), name },
    }));
  return { ...emptyChain(of, "INPUT", "ACCEPT"), rules: [...may, missingRule("chain INPUT", why)] };
}
