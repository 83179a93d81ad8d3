import { spanOf } from "../../addresses/span";
import { type Ipsets, ipsetMatch } from "../ipset";
import { ALWAYS, type Chain, type Hook, type Match, missingRule, notUnderstood, type Rule } from "../rules";
import { addressMatch } from "../sources";
import { chainOf, forwardingOf, keyOf, type Purpose, TABLE } from "./chains";
import { wordsUnder, type Zone } from "./zone";

const ASSIGNMENT = "firewalld's assignment of zones";
const NO_DEFAULT =
  "it was not given which zone is the default: give `firewall-cmd --list-all` as well, or the interface (--interface)";

/** Chains that act as firewalld's zones do. */
export function readFirewalld(zones: readonly Zone[], sets: Ipsets): { chains: Chain[]; unseen: string[] } {
  const { zone, unseen } = defaultZone(zones);
  const entry = (purpose: Purpose, hook: Hook): Chain => ({
    key: keyOf(purpose, "every zone"),
    name: "every zone",
    table: TABLE,
    family: "both",
    rules: assignment(purpose, zones, zone, sets),
    hook,
  });
  // Placed before firewalld's own rules as printed by nft and iptables, so that verdicts are explained in firewalld's
  // terms.
  const chains = [
    entry("forward", { stage: "prerouting", priority: -301, policy: "accept", nat: true }),
    entry("input", { stage: "input", priority: -301, nat: false }),
    ...zones.flatMap((one) => [forwardingOf(one), chainOf(one)]),
  ];
  return { chains, unseen };
}

/** The zone of connections that neither a source nor an interface assigns to a zone. */
function defaultZone(zones: readonly Zone[]): { zone?: Zone; unseen: string[] } {
  const marked = zones.find(({ isDefault }) => isDefault);
  if (zones.length > 1) return { ...(marked ? { zone: marked } : {}), unseen: [] };
  const unseen = ["the other zones, to which a source or an interface may lead: firewall-cmd --list-all-zones"];
  return { zone: zones[0]!, unseen };
}

/** A zone's sources come before the interfaces of any zone. */
function assignment(purpose: Purpose, zones: readonly Zone[], byDefault: Zone | undefined, sets: Ipsets): Rule[] {
  const goTo = (zone: Zone, text: string, match: Match): Rule => ({
    text: `${text}: zone ${zone.name}`,
    place: ASSIGNMENT,
    matches: [match],
    action: { do: "goto", chain: keyOf(purpose, zone.name), name: zone.name },
    removal: { by: "none", why: "it assigns connections to a zone" },
  });
  const under = (heading: string, match: (value: string, zone: Zone) => Match) =>
    zones.flatMap((zone) =>
      wordsUnder(zone, heading).map((value) => goTo(zone, `${heading} ${value}`, match(value, zone))),
    );
  return [
    ...under("sources", (source) => sourceMatch(source, sets)),
    // An interface of the default zone leads where every other one leads.
    ...under("interfaces", (name, zone) => (zone === byDefault ? { on: "never" } : { on: "interface", name })),
    byDefault ? goTo(byDefault, "every other connection", ALWAYS) : missingRule(ASSIGNMENT, NO_DEFAULT),
  ];
}

function sourceMatch(source: string, sets: Ipsets): Match {
  if (source.startsWith("ipset:")) return ipsetMatch(sets, source.slice("ipset:".length), "src");
  return spanOf(source) ? addressMatch("source", source) : notUnderstood(`the source ${source}`);
}
