import { asAccountHost, familyOf, prefixOf } from "../addresses/block";
import { shellCommand } from "../printing/shell";
import { commentOf, type HostOpening, type Steps } from "./opening";

/** Placed before every other rule, because one that refuses the caller could come first. */
export function iptables(opening: HostOpening): Steps {
  const { from, port } = opening;
  const tool = familyOf(from) === 6 ? "ip6tables" : "iptables";
  const rule = ["-s", from, "-p", "tcp", "--dport", String(port), "-m", "comment", "--comment", commentOf(opening)];
  return {
    tool,
    open: [shellCommand(tool, "-I", "INPUT", "1", ...rule, "-j", "ACCEPT")],
    close: [shellCommand(tool, "-D", "INPUT", ...rule, "-j", "ACCEPT")],
  };
}

/** In the table and chain that most distributions set up. A rule is deleted by its handle, which only the host knows. */
export function nftables(opening: HostOpening): Steps {
  const { from, port } = opening;
  const chain = ["inet", "filter", "input"];
  const match = [familyOf(from) === 6 ? "ip6" : "ip", "saddr", from, "tcp", "dport", String(port)];
  return {
    tool: "nftables",
    open: [shellCommand("nft", "insert", "rule", ...chain, ...match, "accept", "comment", `"${commentOf(opening)}"`)],
    close: [
      shellCommand("nft", "-a", "list", "chain", ...chain),
      shellCommand("nft", "delete", "rule", ...chain, "handle", "<HANDLE>"),
    ],
  };
}

/** Now, and after a restart. */
export function firewalld({ from, port }: HostOpening): Steps {
  const rule = `rule family="ipv${familyOf(from)}" source address="${from}" port port="${port}" protocol="tcp" accept`;
  const both = (verb: string) => [
    shellCommand("firewall-cmd", `--${verb}-rich-rule=${rule}`),
    shellCommand("firewall-cmd", "--permanent", `--${verb}-rich-rule=${rule}`),
  ];
  return { tool: "firewalld", open: both("add"), close: both("remove") };
}

/** Absent: the caller's account exists, or MySQL has no host that means exactly these addresses. */
export function account({ from, user }: HostOpening): Steps | undefined {
  if (user === undefined || !hasHost(from)) return undefined;
  const who = `'${user}'@'${asAccountHost(from)}'`;
  return { tool: "MySQL", open: [`CREATE USER ${who} IDENTIFIED BY '<PASSWORD>';`], close: [`DROP USER ${who};`] };
}

/** Accounts have a netmask for IPv4 only. */
function hasHost(from: string): boolean {
  return familyOf(from) === 4 || prefixOf(from) === 128;
}
