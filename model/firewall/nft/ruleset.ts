import {
  type Chain,
  type Family,
  type Hook,
  isStage,
  type Match,
  missingRule,
  type Removal,
  type Rule,
} from "../rules";
import type { NftChain, NftObjects, NftRule } from "./json";
import { NftSets } from "./sets";
import { keyOf, partOf } from "./statements";

/** Families that a connection to this host passes. Frames that a bridge forwards, and ARP, are not judged. */
const FAMILIES: Readonly<Record<string, Family>> = { ip: "ip", ip6: "ip6", inet: "both", netdev: "both" };

/**
 * Chains of `nft -j list ruleset`.
 * @param known tables of iptables that were given by iptables-save, which prints more of them: "ip filter"
 */
export function readNft(objects: NftObjects, known: ReadonlySet<string>, whole: boolean): Chain[] {
  const sets = new NftSets(objects, whole);
  const isRead = ({ family, table }: { family: string; table: string }) =>
    Object.hasOwn(FAMILIES, family) && !known.has(`${family} ${table}`) && !isDormant(objects, family, table);
  const chains = new Map<string, Chain>();
  for (const chain of objects.chains.filter(isRead)) chains.set(keyOf(chain, chain.name), chainOf(chain));
  for (const rule of objects.rules.filter(isRead)) {
    const chain = chains.get(keyOf(rule, rule.chain));
    if (chain) chain.rules.push(...rulesOf(rule, chain, sets));
  }
  return [...chains.values()];
}

function isDormant({ tables }: NftObjects, family: string, table: string): boolean {
  const flags = tables.find((one) => one.family === family && one.name === table)?.flags;
  return [flags].flat().includes("dormant");
}

function chainOf(chain: NftChain): Chain {
  const hook = hookOf(chain);
  const table = `nftables, table ${chain.family} ${chain.table}`;
  const made: Chain = {
    key: keyOf(chain, chain.name),
    name: chain.name,
    table,
    family: FAMILIES[chain.family]!,
    rules: [],
    ...(hook ? { hook } : {}),
  };
  return made;
}

function hookOf({ hook, prio, policy, type }: NftChain): Hook | undefined {
  if (hook === undefined || !isStage(hook)) return undefined;
  const known = policy === undefined || policy === "accept" ? "accept" : policy === "drop" ? "drop" : undefined;
  return {
    stage: hook,
    priority: prio ?? 0,
    ...(known ? { policy: known } : {}),
    nat: type === "nat",
  };
}

/** One rule; several where a verdict map decides. */
function rulesOf(rule: NftRule, chain: Chain, sets: NftSets): Rule[] {
  const of = { family: rule.family, table: rule.table, sets };
  const text = textOf(rule);
  const place = `rule with handle ${rule.handle ?? "?"} of chain ${rule.family} ${rule.table} ${rule.chain}`;
  const conditions: Match[] =
    rule.family === "netdev"
      ? [{ on: "notUnderstood", why: "it depends on the device that the chain is attached to" }]
      : [];
  const base = { text, place, removal: removalOf(rule) };
  const made: Rule[] = [];
  for (const expression of rule.expr ?? []) {
    const { match, action, alternatives } = partOf(expression, of);
    if (match) conditions.push(match);
    for (const one of alternatives ?? [])
      made.push({ ...base, removal: OF_MAP, matches: [...conditions, one.match], action: one.action });
    if (action) made.push({ ...base, matches: [...conditions], action });
  }
  if (!rule.expr) made.push(missingRule(place, `a rule of chain ${chain.name} that is not understood`));
  return made;
}

const OF_MAP: Removal = {
  by: "none",
  why: "an element of a verdict map decides: `nft delete element` removes it alone, deleting the rule would remove all of them",
};

function removalOf({ family, table, chain, handle }: NftRule): Removal {
  if (table === "firewalld")
    return {
      by: "none",
      why: "firewalld writes this table: change its zone with firewall-cmd; `firewall-cmd --list-all-zones` among the rules names the command",
    };
  if (handle === undefined) return { by: "none", why: "its handle was not given: nft -j -a list ruleset" };
  return { by: "handle", family, table, chain, handle };
}

/** A rule in a form that people can compare with `nft list ruleset`. */
function textOf({ expr = [], comment }: NftRule): string {
  const text = expr
    .map((one) =>
      JSON.stringify(one)
        .replace(/^\{|\}$/g, "")
        .replace(/"/g, ""),
    )
    .join(" ");
  return `${text.length > 200 ? `${text.slice(0, 199)}…` : text}${comment === undefined ? "" : ` (${comment})`}`;
}
