import { spanOf } from "../../addresses/span";
import { type Ipsets, ipsetMatch } from "../ipset";
import { portsMatch } from "../ports";
import { ALWAYS, type Match, NEVER, not, notUnderstood } from "../rules";
import { addressMatch, protocolMatch } from "../sources";
import { flagsMatch } from "../tcpFlags";
import type { Word } from "../words";

/** A rule in the notation of iptables-save, taken apart. */
export interface Specification {
  matches: Match[];
  target?: { name: string; goTo: boolean; options: string };
}

/** Modules whose name alone has no effect: their options do. */
const BARE = new Set("tcp comment conntrack state multiport set iprange addrtype mark udp".split(" "));

type Reader = (values: readonly string[], sets: Ipsets) => Match;

/** How many values an option has, and what it means. */
const OPTIONS: Readonly<Record<string, readonly [values: number, read: Reader]>> = {
  "-s": [1, ([text]) => addressMatch("source", text!)],
  "-d": [1, ([text]) => addressMatch("destination", text!)],
  "-p": [1, ([text]) => protocolMatch(text!)],
  "-i": [1, ([name]) => ({ on: "interface", name: name! })],
  // The first packet of a connection is no fragment.
  "-f": [0, () => NEVER],
  "--dport": [1, ([text]) => portsMatch("port", text!)],
  "--dports": [1, ([text]) => portsMatch("port", text!)],
  "--sport": [1, ([text]) => portsMatch("sourcePort", text!)],
  "--sports": [1, ([text]) => portsMatch("sourcePort", text!)],
  "--syn": [0, () => ALWAYS],
  "--tcp-flags": [2, ([mask, set]) => flagsMatch(mask!, set!)],
  "--state": [1, ([text]) => ({ on: "state", states: text!.split(",") })],
  "--ctstate": [1, ([text]) => ({ on: "state", states: text!.split(",") })],
  "--match-set": [2, ([name, where], sets) => ipsetMatch(sets, name!, where!)],
  "--src-range": [1, ([text]) => rangeMatch("source", text!)],
  "--dst-range": [1, ([text]) => rangeMatch("destination", text!)],
  "--dst-type": [1, ([text]) => destinationType(text!)],
  "--mark": [1, ([text]) => markMatch(text!)],
  "--comment": [1, () => ALWAYS],
};

const ALIASES: Readonly<Record<string, string>> = {
  "--source": "-s",
  "--src": "-s",
  "--destination": "-d",
  "--dst": "-d",
  "--protocol": "-p",
  "--in-interface": "-i",
  "--destination-port": "--dport",
  "--destination-ports": "--dports",
  "--source-port": "--sport",
  "--source-ports": "--sports",
  "--jump": "-j",
  "--goto": "-g",
  "--match": "-m",
};

export function readSpecification(words: readonly Word[], sets: Ipsets): Specification {
  const matches: Match[] = [];
  let negated = false;
  for (let at = 0; at < words.length; ) {
    const given = words[at]!.text;
    const option = ALIASES[given] ?? given;
    if (option === "!") {
      negated = true;
      at += 1;
      continue;
    }
    if (option === "-j" || option === "-g") {
      const name = words[at + 1]?.text ?? "";
      const options = words
        .slice(at + 2)
        .map(({ text }) => text)
        .join(" ");
      return { matches, target: { name, goTo: option === "-g", options } };
    }
    const values = valuesAfter(words, at);
    const [count, read] = Object.hasOwn(OPTIONS, option) ? OPTIONS[option]! : [undefined, undefined];
    if (option === "-m") {
      if (!BARE.has(values[0] ?? "")) matches.push(notUnderstood(`the condition -m ${values.join(" ")}`));
      at += 2;
      continue;
    }
    const used = count === undefined ? values.length : count;
    const match =
      read === undefined || values.length < used
        ? notUnderstood(`the condition ${[given, ...values].join(" ")}`)
        : read(values.slice(0, used), sets);
    matches.push(negated ? not(match) : match);
    negated = false;
    at += 1 + used;
  }
  return { matches };
}

/** The words up to the next option. */
function valuesAfter(words: readonly Word[], at: number): string[] {
  const rest = words.slice(at + 1);
  const end = rest.findIndex(({ text, quoted }) => !quoted && (text === "!" || /^--?[a-z]/i.test(text)));
  return (end === -1 ? rest : rest.slice(0, end)).map(({ text }) => text);
}

export function rangeMatch(on: "source" | "destination", text: string): Match {
  const span = spanOf(text);
  return span ? { on, spans: [span] } : notUnderstood(`the range ${text}`);
}

/** Only connections to one of the host's own addresses are evaluated. */
export function destinationType(text: string): Match {
  if (text.split(",").includes("LOCAL")) return ALWAYS;
  return /^(BROADCAST|MULTICAST|ANYCAST|UNICAST)(,|$)/.test(text) && text !== "UNICAST"
    ? { on: "never" }
    : notUnderstood(`the address type ${text}`);
}

export function markMatch(text: string): Match {
  const [, value, mask] = /^(0x[0-9a-f]+|\d+)(?:\/(0x[0-9a-f]+|\d+))?$/i.exec(text) ?? [];
  if (value === undefined) return notUnderstood(`the mark ${text}`);
  return { on: "mark", value: Number(value), mask: mask === undefined ? 0xffffffff : Number(mask) };
}
