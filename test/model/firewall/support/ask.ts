import { readFileSync } from "node:fs";
import { join } from "node:path";
import { spanOf } from "../../../../model/addresses/span";
import { judge, type Verdict } from "../../../../model/firewall/judge";
import type { Question } from "../../../../model/firewall/question";
import { readOutputs } from "../../../../model/firewall/read";
import type { Ruleset } from "../../../../model/firewall/rules";

/** An output that a real host printed; recorded/iptables.sh and nft.nft made its rules. */
export const recorded = (name: string) => readFileSync(join(__dirname, "../recorded", `${name}.txt`), "utf8");

export function rulesetOf(...texts: string[]): Ruleset {
  const { ruleset, strange } = readOutputs(texts.map((text, at) => ({ from: `text ${at}`, text })));
  if (strange.length > 0) throw new Error(`not recognised: ${JSON.stringify(strange)}`);
  return ruleset;
}

export function question(from: string, port = 3306, more: { to?: string; interface?: string } = {}): Question {
  const to = more.to === undefined ? undefined : spanOf(more.to)!;
  return { from: spanOf(from)!, port, ...(to ? { to } : {}), ...(more.interface ? { interface: more.interface } : {}) };
}

export const ask = (texts: string | string[], ...asked: Parameters<typeof question>): Verdict =>
  judge(rulesetOf(...[texts].flat()), question(...asked));

/** Where it is blocked. */
export const placesOf = ({ blocks }: Verdict) =>
  blocks.map(({ rule, chain }) => rule?.place ?? `policy of ${chain.name}`);

/** The table filter of an iptables-save. */
export const saved = (...lines: string[]) => ["*filter", ":INPUT ACCEPT [0:0]", ...lines, "COMMIT", ""].join("\n");
