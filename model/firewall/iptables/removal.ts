import type { Removal } from "../rules";
import type { TableOf } from "./tables";

/** Chains that firewalld writes when it works through iptables: what is deleted there returns when it reloads. */
const FIREWALLD = /^(IN|FWDI|FWDO|PRE|POST)_[a-z]|^(INPUT|FORWARD|PREROUTING|POSTROUTING)_(direct|ZONES(_SOURCE)?)$/;

export function removalOf(of: TableOf, chain: string, number: number): Removal {
  if (FIREWALLD.test(chain)) {
    return {
      by: "none",
      why: "firewalld writes this chain: change its zone with firewall-cmd; `firewall-cmd --list-all-zones` among the rules names the command",
    };
  }
  return { by: "number", tool: of.program ?? of.tool, table: of.table, chain, number };
}
