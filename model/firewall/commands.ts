import { blocksOfSpan, type Span } from "../addresses/span";
import { shellCommand } from "../printing/shell";
import type { Chain, NamedSet, Removal } from "./rules";
import type { Blocking } from "./walk";

/** A command as a list of words, so that it can be run without a shell. */
export type Words = readonly string[];

/** The command that removes a rule; undefined where none removes it alone. */
export function removing(removal: Removal): Words | undefined {
  switch (removal.by) {
    case "number": {
      const table = removal.table === "filter" ? [] : ["-t", removal.table];
      return [removal.tool, ...table, "-D", removal.chain, String(removal.number)];
    }
    case "handle":
      return ["nft", "delete", "rule", removal.family, removal.table, removal.chain, "handle", String(removal.handle)];
    case "firewalld":
      return ["firewall-cmd", ...(removal.zone ? [`--zone=${removal.zone}`] : []), `--remove-${removal.option}`];
    case "none":
      return undefined;
  }
}

export function removingElement(set: NamedSet, element: string): Words {
  return set.tool === "ipset"
    ? ["ipset", "del", set.name, element]
    : ["nft", "delete", "element", set.family, set.table, set.name, "{", element, "}"];
}

/** Commands that let exactly these callers in, before the rule or policy that blocks them. */
export function admitting(blocking: Blocking, from: Span): Words[] {
  const { chain } = blocking;
  const zone = zoneOf(chain);
  const admit = zone !== undefined ? inZone(zone) : chain.table.startsWith("nftables") ? inNft : inIptables;
  return blocksOfSpan(from).map((source) => admit(blocking, source, from.version));
}

type Admit = (blocking: Blocking, source: string, version: 4 | 6) => Words;

const inIptables: Admit = ({ rule, chain, port }, source) => {
  const [, tool, table] = /^(ip6?tables(?:-legacy|-nft)?), table (\S+)$/.exec(chain.table)!;
  const into = table === "filter" ? [] : ["-t", table!];
  // A packet that RETURN sends back does not reach the end of a chain with a policy.
  const number = rule?.removal.by === "number" ? rule.removal.number : 1;
  return [
    tool!,
    ...into,
    "-I",
    chain.name,
    String(number),
    "-s",
    source,
    "-p",
    "tcp",
    "--dport",
    String(port),
    "-j",
    "ACCEPT",
  ];
};

const inNft: Admit = ({ rule, chain, port }, source, version) => {
  const [, family, table] = /table (\S+) (\S+)$/.exec(chain.table)!;
  const at = rule?.removal.by === "handle" ? ["handle", String(rule.removal.handle)] : [];
  const where = [family!, table!, chain.name, ...at];
  const match = [version === 4 ? "ip" : "ip6", "saddr", source, "tcp", "dport", String(port)];
  return ["nft", "insert", "rule", ...where, ...match, "accept"];
};

/** Rich rules that refuse come before those that accept, unless these have a priority. */
const inZone =
  (zone: string): Admit =>
  ({ rule, port }, source, version) => {
    const early = rule?.text.startsWith("target ") ? "" : ' priority="-100"';
    const text = `rule${early} family="ipv${version}" source address="${source}" port port="${port}" protocol="tcp" accept`;
    return ["firewall-cmd", ...(zone ? [`--zone=${zone}`] : []), `--add-rich-rule=${text}`];
  };

/** The zone that a chain of firewalld belongs to, by whichever tool it was printed. */
function zoneOf({ table, name }: Chain): string | undefined {
  if (table === "firewalld") return name;
  const pattern = table.endsWith(" firewalld")
    ? /^filter_IN_(.+?)(_(pre|log|deny|allow|post))?$/
    : /^IN_([a-z].*?)(_(pre|log|deny|allow|post))?$/;
  return pattern.exec(name)?.[1];
}

/** To paste into a shell of the host. */
export const pasted = (words: Words) => shellCommand(...words);
