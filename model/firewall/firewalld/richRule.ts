import { spanOf } from "../../addresses/span";
import { portsMatch } from "../ports";
import { type Action, ALWAYS, type Match, NEVER, not, notUnderstood } from "../rules";
import { addressMatch } from "../sources";
import { type Word, wordsOf } from "../words";
import { serviceMatch } from "./services";

/** A rich rule as a condition and an action. */
export interface RichRule {
  text: string;
  /** Rules below 0 come before everything else in the zone, those above 0 after it. */
  priority: number;
  matches: Match[];
  action: Action;
}

/** Elements that restrict a rule to something, with the attribute that has it. */
const ELEMENTS = [
  "service",
  "port",
  "protocol",
  "source-port",
  "forward-port",
  "icmp-block",
  "icmp-type",
  "masquerade",
  "tcp-mss-clamp",
];

export function readRichRule(text: string): RichRule {
  const words = wordsOf(text).slice(1);
  const rule: RichRule = { text, priority: 0, matches: [], action: { do: "continue" } };
  for (let at = 0; at < words.length; ) {
    const name = words[at]!.text;
    const { values, next } = attributesAfter(words, at + 1);
    at = next;
    if (name.includes("=")) {
      const [key, value = ""] = name.split("=");
      if (key === "priority") rule.priority = Number(value);
      else if (key === "family") rule.matches.push(versionMatch(value));
      else rule.matches.push(notUnderstood(`${name} of a rich rule`));
    } else if (name === "accept" || name === "drop") rule.action = { do: name };
    else if (name === "reject") rule.action = { do: "drop" };
    else if (name === "mark") rule.action = { do: "mark" };
    else if (name === "source" || name === "destination") rule.matches.push(addressOf(name, values));
    else if (name === "limit") rule.matches.push(notUnderstood("a limit on the rate"));
    else if (ELEMENTS.includes(name)) rule.matches.push(elementMatch(name, values));
    else if (!["log", "nflog", "audit"].includes(name)) rule.matches.push(notUnderstood(`${name} of a rich rule`));
    // A limit on logging decides nothing about the packet; one after the action does.
    if (["log", "nflog", "audit"].includes(name) && words[at]?.text === "limit")
      at = attributesAfter(words, at + 1).next;
  }
  return rule;
}

/** `key="value"` pairs after an element; an element's own name has no equals sign. */
function attributesAfter(words: readonly Word[], from: number): { values: Record<string, string>; next: number } {
  const values: Record<string, string> = {};
  let at = from;
  for (; at < words.length; at += 1) {
    const { text } = words[at]!;
    if (text === "NOT" || text === "not") values["not"] = "yes";
    else {
      const [, key, value] = /^([a-z-]+)=(.*)$/.exec(text) ?? [];
      if (key === undefined || key === "priority" || key === "family") break;
      values[key] = value!;
    }
  }
  return { values, next: at };
}

function addressOf(on: "source" | "destination", values: Record<string, string>): Match {
  const { address, not: isNot } = values;
  const match =
    address === undefined ? notUnderstood(`a ${on} by ${Object.keys(values).join(", ")}`) : addressMatch(on, address);
  return isNot ? not(match) : match;
}

function versionMatch(family: string): Match {
  const world = spanOf(family === "ipv6" ? "::/0" : "0.0.0.0/0");
  return world && /^ipv[46]$/.test(family) ? { on: "source", spans: [world] } : notUnderstood(`the family ${family}`);
}

function elementMatch(
  name: string,
  { name: service = "", port = "", protocol, value = "" }: Record<string, string>,
): Match {
  if (name === "service") return serviceMatch(service);
  if (name === "port") return protocol === "tcp" ? portsMatch("port", port, "-") : NEVER;
  if (name === "source-port") return protocol === "tcp" ? portsMatch("sourcePort", port, "-") : NEVER;
  if (name === "protocol") return value === "tcp" || value === "6" ? ALWAYS : NEVER;
  if (name === "icmp-block" || name === "icmp-type") return NEVER;
  return notUnderstood(`${name} of a rich rule`);
}
