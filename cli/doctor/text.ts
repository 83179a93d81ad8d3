import pc from "picocolors";
import { firstHop, type Hop, type HopId, type HopState, pathVerdict } from "../../model/hops";
import { visible } from "../../model/printing/visible";

const TITLES: Record<HopId, string> = {
  name: "name",
  route: "route",
  securityGroup: "security group",
  acl: "network ACL",
  allowlist: "allowlist",
  endpoint: "endpoint",
  hostFirewall: "host firewall",
  hostBlock: "MySQL's list of blocked hosts",
  account: "account",
  tls: "TLS",
};

const WORDS: Record<HopState, string> = { open: "open", inferred: "inferred", shut: "SHUT", unknown: "unknown" };
const COLOURS: Record<HopState, (text: string) => string> = {
  open: pc.green,
  inferred: pc.yellow,
  shut: pc.red,
  unknown: pc.yellow,
};

/** Every hop with what was seen, and how to open the first closed one. */
export function doctorText(hops: readonly Hop[]): string {
  return [...hops.flatMap(hopLines), conclusion(hops), ""].join("\n");
}

function hopLines(hop: Hop): string[] {
  const lines = [`${COLOURS[hop.state](WORDS[hop.state].padEnd(8))}  ${TITLES[hop.hop]}`];
  for (const seen of hop.seen) lines.push(`    ${visible(seen)}`);
  for (const { why, commands } of hop.commands ?? []) {
    lines.push(`    ${visible(why)}${commands.length > 0 ? ":" : ""}`);
    for (const command of commands) lines.push(`      ${visible(command)}`);
  }
  for (const fix of hop.fix ?? []) lines.push(`    fix: ${visible(fix)}`);
  return lines;
}

function conclusion(hops: readonly Hop[]): string {
  const verdict = pathVerdict(hops);
  if (verdict === "open") return pc.green("open: every hop that was checked is proven open");
  const shut = firstHop(hops, "shut");
  if (shut) return pc.red(`shut: the first hop that is shut is the ${TITLES[shut.hop]}`);
  const rest = hops.filter(({ state }) => state !== "open").map((hop) => TITLES[hop.hop]);
  return pc.yellow(`not proven: no hop is seen to be shut, but these are not proven open: ${rest.join(", ")}`);
}
