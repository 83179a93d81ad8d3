import { type Ipsets, ipsetMatch } from "../ipset";
import { portsMatch } from "../ports";
import { ALWAYS, type Match, not, notUnderstood } from "../rules";
import { flagsMatch } from "../tcpFlags";
import { destinationType, markMatch, rangeMatch } from "./options";

type Found = RegExpExecArray;
type Reader = (found: Found, sets: Ipsets) => Match;

const list =
  (on: "port" | "sourcePort"): Reader =>
  ([, bang, text]) =>
    negated(bang, portsMatch(on, text!));
const negated = (bang: string | undefined, match: Match) => (bang ? not(match) : match);

/** What `iptables -L` prints after the addresses, by extension. */
const EXTRAS: readonly (readonly [RegExp, Reader])[] = [
  [/^(?:tcp|udp) /, () => ALWAYS],
  [/^dpts?:(!)?(\S+)/, list("port")],
  [/^spts?:(!)?(\S+)/, list("sourcePort")],
  [/^multiport dports\s+(!)?(\S+)/, list("port")],
  [/^multiport sports\s+(!)?(\S+)/, list("sourcePort")],
  [/^flags:(!)?([^\s/]+)\/(\S+)/, ([, bang, mask, set]) => negated(bang, flagsMatch(mask!, set!))],
  [/^(! )?(?:ct)?state (\S+)/, ([, bang, text]) => negated(bang, { on: "state", states: text!.split(",") })],
  [/^(! )?match-set (\S+) (\S+)/, ([, bang, name, where], sets) => negated(bang, ipsetMatch(sets, name!, where!))],
  [/^source IP range (! )?(\S+)/, ([, bang, text]) => negated(bang, rangeMatch("source", text!))],
  [/^destination IP range (! )?(\S+)/, ([, bang, text]) => negated(bang, rangeMatch("destination", text!))],
  [/^ADDRTYPE match dst-type (!)?(\S+)/, ([, bang, text]) => negated(bang, destinationType(text!))],
  [/^mark match (! ?)?(\S+)/, ([, bang, text]) => negated(bang, markMatch(text!))],
  [/^\/\*.*?\*\//, () => ALWAYS],
];

/** What a target prints about itself; it comes last. */
const OF_TARGETS =
  /^(reject-with |LOG |ULOG |NFLOG |nflog|to:|redir ports |MARK |CONNMARK |CT |NOTRACK|TCPMSS |TOS |DSCP |TTL |CHECKSUM |AUDIT |TRACE)/;

/** Conditions of a listed rule, in the order printed. */
export function readExtras(text: string, sets: Ipsets): Match[] {
  const matches: Match[] = [];
  let rest = text.trim();
  while (rest !== "" && !OF_TARGETS.test(rest)) {
    const [found, read] = first(rest);
    if (!found) return [...matches, notUnderstood(`the condition "${rest}"`)];
    matches.push(read!(found, sets));
    rest = rest.slice(found[0].length).trim();
  }
  return matches;
}

function first(text: string): [Found, Reader] | [undefined, undefined] {
  for (const [pattern, read] of EXTRAS) {
    const found = pattern.exec(text);
    if (found) return [found, read];
  }
  return [undefined, undefined];
}
