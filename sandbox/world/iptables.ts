import ipaddr from "ipaddr.js";
import { holds } from "./addresses";

/** One rule of the chain INPUT. */
interface Rule {
  source: string;
  port: number;
  comment?: string;
  target: "ACCEPT" | "DROP";
}

/**
 * The host's firewall, driven by commands as an administrator types them. It knows the rules that a database server
 * needs, and refuses everything else: whatever it does not understand does not open anything.
 */
export class Iptables {
  /** New connections that no rule accepts are dropped. */
  readonly #input: Rule[] = [];

  /** Runs one command line. @throws Error with iptables' own kind of message */
  run(line: string): void {
    const [program, verb, chain, ...rest] = wordsOf(line);
    if (program !== "iptables") throw new Error(`${program ?? ""}: command not found`);
    if (chain !== "INPUT") throw new Error(`iptables: No chain/target/match by that name: ${chain ?? ""}.`);
    switch (verb) {
      case "-I": {
        const numbered = /^\d+$/.test(rest[0] ?? "");
        const at = numbered ? Number(rest[0]) : 1;
        if (at < 1 || at > this.#input.length + 1) throw new Error("iptables: Index of insertion too big.");
        this.#input.splice(at - 1, 0, ruleOf(numbered ? rest.slice(1) : rest));
        return;
      }
      case "-A":
        this.#input.push(ruleOf(rest));
        return;
      case "-D": {
        const wanted = JSON.stringify(ruleOf(rest));
        const at = this.#input.findIndex((rule) => JSON.stringify(rule) === wanted);
        if (at < 0) throw new Error("iptables: Bad rule (does a matching rule exist in that chain?).");
        this.#input.splice(at, 1);
        return;
      }
      default:
        throw new Error(`iptables: unknown option "${verb ?? ""}"`);
    }
  }

  /** Whether a new TCP connection from an address to a port passes: the first rule that matches decides. */
  admits(address: string, port: number): boolean {
    return this.#input.find((rule) => rule.port === port && holds(rule.source, address))?.target === "ACCEPT";
  }

  list(): readonly Readonly<Rule>[] {
    return this.#input;
  }
}

/** @throws Error for a match or target that is not one of these, or is missing */
function ruleOf(words: readonly string[]): Rule {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) {
    const [option, value] = [words[at]!, words[at + 1]];
    if (!OPTIONS.includes(option)) throw new Error(`iptables: unknown option "${option}"`);
    if (value === undefined) throw new Error(`iptables: option "${option}" requires an argument`);
    if (given.has(option)) throw new Error(`iptables: multiple ${option} flags not allowed`);
    given.set(option, value);
  }
  const [source, port, target] = [given.get("-s") ?? "", given.get("--dport") ?? "", given.get("-j")];
  if (!isSource(source)) throw new Error(`iptables: host/network \`${source}' not found`);
  if (given.get("-p") !== "tcp") throw new Error('iptables: unknown option "--dport"');
  if (!/^\d{1,5}$/.test(port)) throw new Error(`iptables: invalid port/service \`${port}' specified`);
  if (target !== "ACCEPT" && target !== "DROP") throw new Error(`iptables: Couldn't load target \`${target ?? ""}'`);
  const match = given.get("-m");
  if (match !== undefined && match !== "comment") throw new Error(`iptables: Couldn't load match \`${match}'`);
  const comment = given.get("--comment");
  if ((match === undefined) !== (comment === undefined)) throw new Error('iptables: unknown option "--comment"');
  return { source, port: Number(port), ...(comment === undefined ? {} : { comment }), target };
}

const OPTIONS = ["-s", "-p", "--dport", "-m", "--comment", "-j"];

function isSource(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes("/") && ipaddr.IPv4.isValidCIDR(text));
}

/** Words as a shell splits them; single quotes are the only quoting. @throws Error for anything else that it would interpret */
function wordsOf(line: string): string[] {
  const words = [...line.matchAll(/(?:'[^']*'|[^\s'"\\$`;&|<>()]+)+/g)].map(([word]) => word);
  if (words.join("").replaceAll(" ", "") !== line.replaceAll(" ", "")) throw new Error(`sh: syntax error: ${line}`);
  return words.map((word) => word.replaceAll("'", ""));
}
