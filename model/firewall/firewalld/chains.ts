import { spanOf } from "../../addresses/span";
import { portOf, portsMatch } from "../ports";
import { type Action, ALWAYS, type Chain, type Match, NEVER, notUnderstood, type Removal, type Rule } from "../rules";
import { type RichRule, readRichRule } from "./richRule";
import { serviceMatch } from "./services";
import { wordsUnder, type Zone } from "./zone";

export const TABLE = "firewalld";
/** A zone acts on ports that it redirects before the host's own rules. */
export type Purpose = "input" | "forward";
export const keyOf = (purpose: Purpose, zone: string) => `${TABLE} ${purpose} ${zone}`;

const ACCEPT: Action = { do: "accept" };
const TARGETS: Readonly<Record<string, Action>> = {
  default: { do: "drop" },
  ACCEPT,
  DROP: { do: "drop" },
  "%%REJECT%%": { do: "drop" },
  REJECT: { do: "drop" },
};

/** Early rich rules, then refusals, then accepted ports, then late rich rules, then the zone's target. */
export function chainOf(zone: Zone): Chain {
  const rich = (zone.values["rich rules"] ?? []).map(readRichRule);
  const where = (is: (rule: RichRule) => boolean) => richRules(zone, rich.filter(is));
  const refuses = ({ action }: RichRule) => action.do === "drop";
  const each = (heading: string, match: (text: string) => Match) =>
    wordsUnder(zone, heading).map((text) => ruleOf(zone, `${heading}: ${text}`, [match(text)], ACCEPT));
  return chain("input", zone, [
    ruleOf(zone, "a connection that was redirected", [{ on: "translated" }], ACCEPT),
    ...where(({ priority }) => priority < 0),
    ...where((rule) => rule.priority === 0 && refuses(rule)),
    ...where((rule) => rule.priority === 0 && !refuses(rule)),
    ...each("services", serviceMatch),
    ...each("ports", (text) => portMatch("port", text)),
    ...each("protocols", (name) => (name === "tcp" ? ALWAYS : NEVER)),
    ...each("source-ports", (text) => portMatch("sourcePort", text)),
    ...where(({ priority }) => priority > 0),
    lastRule(zone),
  ]);
}

function lastRule(zone: Zone): Rule {
  const target = zone.values["target"]?.[0] ?? "";
  const action: Action = Object.hasOwn(TARGETS, target)
    ? TARGETS[target]!
    : { do: "notUnderstood", why: "the zone's target is not known" };
  return ruleOf(zone, `target ${target || "that was not given"}`, [ALWAYS], action);
}

/** Ports that the zone redirects. */
export function forwardingOf(zone: Zone): Chain {
  return chain(
    "forward",
    zone,
    wordsUnder(zone, "forward-ports").map((text) => {
      const [, port = "", protocol, toPort = "", address = ""] =
        /^port=([^:]*):proto=([^:]*):toport=([^:]*):toaddr=(.*)$/.exec(text) ?? [];
      return ruleOf(
        zone,
        text,
        [protocol === undefined ? notUnderstood(text) : protocol === "tcp" ? portsMatch("port", port, "-") : NEVER],
        redirection(toPort, address),
      );
    }),
  );
}

function redirection(toPort: string, toAddress: string): Action {
  const address = toAddress === "" ? undefined : spanOf(toAddress);
  const port = toPort === "" ? undefined : portOf(toPort);
  if ((toAddress !== "" && !address) || (toPort !== "" && port === undefined))
    return { do: "notUnderstood", why: "a redirection that is not understood" };
  return {
    do: "translate",
    ...(address ? { address, toThisHost: false } : { toThisHost: true }),
    ...(port === undefined ? {} : { port }),
  };
}

function richRules(zone: Zone, rules: readonly RichRule[]): Rule[] {
  return [...rules]
    .sort((a, b) => a.priority - b.priority)
    .map(({ text, matches, action }) => ruleOf(zone, text, matches, action, `rich-rule=${text}`));
}

function chain(purpose: Purpose, { name }: Zone, rules: Rule[]): Chain {
  return { key: keyOf(purpose, name), name, table: TABLE, family: "both", rules };
}

/** @param option removes the rule, as `--remove-…` */
function ruleOf({ name }: Zone, text: string, matches: readonly Match[], action: Action, option?: string): Rule {
  const removal: Removal = option
    ? { by: "firewalld", zone: name, option }
    : { by: "none", why: "it is the zone's setting for every caller" };
  return { text, place: name ? `zone ${name}` : "the zone of the rich rules", matches, action, removal };
}

function portMatch(on: "port" | "sourcePort", text: string): Match {
  const [ports = "", protocol] = text.split("/");
  return protocol === "tcp" ? portsMatch(on, ports, "-") : NEVER;
}
