import type { Words } from "./commands";
import type { Output } from "./read";

/** Every list of rules that a host may have. What is not installed there prints nothing. */
export const LISTS: readonly Words[] = [
  ["iptables-save"],
  ["ip6tables-save"],
  ["ipset", "save"],
  ["nft", "-j", "list", "ruleset"],
  ["firewall-cmd", "--list-all-zones"],
  ["firewall-cmd", "--list-all"],
];

/** Administration tools may not be on a user's PATH. */
export const TOOLS_PATH = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin";

const NOT_INSTALLED = 127;
/** firewall-cmd, where firewalld does not run. */
const NOT_RUNNING = 252;

/** Whether a list that ended with this code is one that the host does not have. */
export function isAbsent(words: Words, code: number): boolean {
  return code === NOT_INSTALLED || (words[0] === "firewall-cmd" && code === NOT_RUNNING);
}

const [BEGIN, END, WHOLE] = ["@dbferry list ", "@dbferry code ", "@dbferry whole"];

/** Where iptables is not installed, the kernel says whether it has tables of it that nft does not list. */
const NO_TABLES =
  "; elif ! cat /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null | grep -q .; then code=0";

/** Lines of a script that print every list, each between two lines that no tool prints. */
export function listings(): string[] {
  return [
    ...LISTS.flatMap((words) => [
      `printf '%s\\n' '${BEGIN}${words.join(" ")}'`,
      `code=${NOT_INSTALLED}; if command -v ${words[0]} >/dev/null 2>&1; then ${words.join(" ")}; code=$?${words[0] === "iptables-save" ? NO_TABLES : ""}; fi`,
      `printf '\\n%s%s\\n' '${END}' "$code"`,
    ]),
    `printf '%s\\n' '${WHOLE}'`,
  ];
}

/** The lists that such a script has printed, and why they are not all there; no reason: they are. */
export function readListings(text: string): { outputs: Output[]; missing: string[] } {
  const outputs: Output[] = [];
  const missing: string[] = [];
  for (const words of LISTS) {
    const from = words.join(" ");
    const [, body] = text.split(`${BEGIN}${from}\n`);
    const [, listed, code] = /^([\s\S]*?)\n@dbferry code (\d+)\n/.exec(body ?? "") ?? [];
    if (listed === undefined) missing.push(`${from} was not read to its end`);
    else if (Number(code) === 0) outputs.push({ from, text: listed, whole: true });
    else if (!isAbsent(words, Number(code))) missing.push(`${from} has ended with code ${code}`);
  }
  if (text.trimEnd().split("\n").at(-1) !== WHOLE) missing.push("the end of what the host has printed");
  if (outputs.length === 0) missing.push("any list of rules");
  return { outputs, missing };
}
