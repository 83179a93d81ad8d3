import { spanOf } from "../../addresses/span";
import { judge } from "../../firewall/judge";
import { readListings } from "../../firewall/listings";
import { readOutputs } from "../../firewall/read";
import type { Blocking } from "../../firewall/walk";
import { visible } from "../../printing/visible";
import type { Wanted } from "./rule";

/** Why the rules of a host, as it has printed them, do not prove that all of these are let in; empty: they do. */
export function unproven(printed: string, wanted: readonly Wanted[]): string[] {
  const { outputs, missing } = readListings(printed);
  const { ruleset, strange } = readOutputs(outputs);
  return [
    ...missing.map((what) => `missing: ${what}`),
    ...strange.map(({ from, seen }) => `${from} prints what is not understood: ${visible(seen)}`),
    ...wanted.flatMap(({ from, port }) => {
      const span = spanOf(from);
      if (!span) return [`${visible(from)} is no address`];
      const { verdict, blocks, doubts } = judge(ruleset, { from: span, port });
      if (verdict === "open") return [];
      const why = [...blocks.map(blockedBy), ...doubts].map((text) => visible(text));
      return [
        `${from} to port ${port} is ${verdict === "shut" ? "still shut out" : "let in or not"}: ${why.join("; ")}`,
      ];
    }),
    ...ruleset.unseen.map((what) => `not shown by the host: ${what}`),
  ];
}

function blockedBy({ rule, chain }: Blocking): string {
  return rule ? `${rule.place}: ${rule.text}` : `the policy of chain ${chain.name} (${chain.table})`;
}
