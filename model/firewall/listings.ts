import { shellCommand } from "../printing/shell";
import type { Words } from "./commands";
import { LEGACY_NAMES } from "./legacy";
import type { Output } from "./read";

/** A list, and the command that prints it. */
export interface List {
  from: string;
  words: Words;
}

const printedBy = (...words: string[]): List => ({ from: words.join(" "), words });

/** The kernel's names of the tables that iptables has made outside of nftables. Only root may read them. */
const NAMES =
  'cd /proc/net && for f in ip_tables_names ip6_tables_names; do [ ! -e $f ] || sed "s/^/$f /" $f || exit 1; done';

/**
 * Every list of rules that a host may have. What is not installed there prints nothing. iptables-save is one of -legacy-save
 * and -nft-save, and says on its error output alone that there are tables of the other one.
 */
export const LISTS: readonly List[] = [
  printedBy("iptables-save"),
  printedBy("ip6tables-save"),
  printedBy("iptables-legacy-save"),
  printedBy("ip6tables-legacy-save"),
  printedBy("iptables-nft-save"),
  printedBy("ip6tables-nft-save"),
  { from: LEGACY_NAMES, words: ["sh", "-c", NAMES] },
  printedBy("ipset", "save"),
  printedBy("nft", "-j", "list", "ruleset"),
  printedBy("firewall-cmd", "--list-all-zones"),
  printedBy("firewall-cmd", "--list-all"),
];

/** Administration tools may not be on a user's PATH. */
export const TOOLS_PATH = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin";

const NOT_INSTALLED = 127;
/** firewall-cmd, where firewalld does not run. */
const NOT_RUNNING = 252;

/** Whether a list that ended with this code is one that the host does not have, or need not have. */
export function isAbsent({ from, words }: List, code: number): boolean {
  return code === NOT_INSTALLED || from === LEGACY_NAMES || (words[0] === "firewall-cmd" && code === NOT_RUNNING);
}

/** Names of tables are no rules. */
export const hasRules = (outputs: readonly Output[]) => outputs.some(({ from }) => from !== LEGACY_NAMES);

const [BEGIN, END, WHOLE] = ["@dbferry list ", "@dbferry code ", "@dbferry whole"];

/** Where iptables is not installed, the kernel says whether it has tables of it that nft does not list. */
const NO_TABLES =
  "; elif ! cat /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null | grep -q .; then code=0";

/** Lines of a script that print every list, each between two lines that no tool prints. */
export function listings(): string[] {
  return [
    ...LISTS.flatMap(({ from, words }) => [
      `printf '%s\\n' '${BEGIN}${from}'`,
      `code=${NOT_INSTALLED}; if command -v ${words[0]} >/dev/null 2>&1; then ${shellCommand(...words)}; code=$?${from === "iptables-save" ? NO_TABLES : ""}; fi`,
      `printf '\\n%s%s\\n' '${END}' "$code"`,
    ]),
    `printf '%s\\n' '${WHOLE}'`,
  ];
}

/** The lists that such a script has printed, and why they are not all there; no reason: they are. */
export function readListings(text: string): { outputs: Output[]; missing: string[] } {
  const outputs: Output[] = [];
  const missing: string[] = [];
  for (const list of LISTS) {
    const { from } = list;
    const [, body] = text.split(`${BEGIN}${from}\n`);
    const [, listed, code] = /^([\s\S]*?)\n@dbferry code (\d+)\n/.exec(body ?? "") ?? [];
    if (listed === undefined) missing.push(`${from} was not read to its end`);
    else if (Number(code) === 0) outputs.push({ from, text: listed, whole: true });
    else if (!isAbsent(list, Number(code))) missing.push(`${from} has ended with code ${code}`);
  }
  if (text.trimEnd().split("\n").at(-1) !== WHOLE) missing.push("the end of what the host has printed");
  if (!hasRules(outputs)) missing.push("any list of rules");
  return { outputs, missing };
}
