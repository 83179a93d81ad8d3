import fc from "fast-check";

/** A small firewall, independent of the code under test: made up, followed packet by packet, and printed as the tools print it. */
export interface MadeUpRule {
  source?: { block: string; not: boolean };
  protocol: "tcp" | "udp" | "all";
  port?: { first: number; last: number; not: boolean };
  state?: "NEW" | "ESTABLISHED";
  interface?: { name: "eth0" | "lo" | "wg0"; not: boolean };
  /** A chain by its index, which is higher than that of the rule's own chain. */
  target: "ACCEPT" | "DROP" | "REJECT" | "RETURN" | "LOG" | { jump: number } | { goTo: number };
}

export interface Host {
  policy: "ACCEPT" | "DROP";
  /** The first is INPUT. */
  chains: MadeUpRule[][];
}

export interface Packet {
  source: string;
  port: number;
  interface: "eth0" | "lo" | "wg0";
}

export const SOURCES = ["10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.7", "10.0.1.1"];
export const PORTS = [22, 3306, 3307];
const BLOCKS = ["10.0.0.4/32", "10.0.0.5/32", "10.0.0.6/31", "10.0.0.0/24", "10.0.0.0/16", "0.0.0.0/0"];
const CHAINS = 4;

const rule = (chain: number): fc.Arbitrary<MadeUpRule> => {
  const later = fc.integer({ min: Math.min(chain + 1, CHAINS - 1), max: CHAINS - 1 });
  const final = fc.constantFrom("ACCEPT", "DROP", "REJECT", "RETURN", "LOG" as const);
  return fc.record(
    {
      source: fc.record({ block: fc.constantFrom(...BLOCKS.slice(0, 5)), not: fc.boolean() }),
      protocol: fc.constantFrom("tcp", "udp", "all" as const),
      port: fc.record({
        first: fc.constantFrom(...PORTS),
        last: fc.constantFrom(3306, 3307, 65535),
        not: fc.boolean(),
      }),
      state: fc.constantFrom("NEW", "ESTABLISHED" as const),
      interface: fc.record({ name: fc.constantFrom("eth0", "lo", "wg0" as const), not: fc.boolean() }),
      target:
        chain + 1 < CHAINS
          ? fc.oneof(
              final,
              later.map((jump) => ({ jump })),
              later.map((goTo) => ({ goTo })),
            )
          : final,
    },
    { requiredKeys: ["protocol", "target"] },
  ) as fc.Arbitrary<MadeUpRule>;
};

export const host: fc.Arbitrary<Host> = fc.record({
  policy: fc.constantFrom("ACCEPT", "DROP" as const),
  chains: fc.tuple(...Array.from({ length: CHAINS }, (_, at) => fc.array(withPort(rule(at)), { maxLength: 5 }))),
});

/** Only a rule about TCP or UDP can have a port. */
function withPort(made: fc.Arbitrary<MadeUpRule>): fc.Arbitrary<MadeUpRule> {
  return made.map((one) => {
    if (one.port && one.port.first > one.port.last) one.port = { ...one.port, last: one.port.first };
    return one.protocol === "all" ? { ...one, port: undefined } : one;
  });
}

/** Whether the host lets a new connection in, by following one packet. */
export function letsIn({ policy, chains }: Host, packet: Packet): boolean {
  const run = (at: number): "accept" | "drop" | "return" => {
    for (const one of chains[at]!) {
      if (!fits(one, packet)) continue;
      const { target } = one;
      if (target === "ACCEPT") return "accept";
      if (target === "DROP" || target === "REJECT") return "drop";
      if (target === "RETURN") return "return";
      if (target === "LOG") continue;
      if ("goTo" in target) return run(target.goTo);
      const ended = run(target.jump);
      if (ended !== "return") return ended;
    }
    return "return";
  };
  const ended = run(0);
  return ended === "return" ? policy === "ACCEPT" : ended === "accept";
}

function fits({ source, protocol, port, state, interface: on }: MadeUpRule, packet: Packet): boolean {
  if (source && isIn(packet.source, source.block) === source.not) return false;
  if (protocol === "udp" || state === "ESTABLISHED") return false;
  if (port && (port.first <= packet.port && packet.port <= port.last) === port.not) return false;
  return !on || (on.name === packet.interface) !== on.not;
}

function isIn(address: string, block: string): boolean {
  const number = (text: string) => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const [base = "", bits = "32"] = block.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(base) / size);
}

const nameOf = (chain: number) => (chain === 0 ? "INPUT" : `C${chain}`);
const bang = (not: boolean) => (not ? "! " : "");
const ports = ({ first, last }: { first: number; last: number }, sign: string) =>
  first === last ? `${first}` : `${first}${sign}${last}`;

export function asSave({ policy, chains }: Host): string {
  const lines = ["*filter", `:INPUT ${policy} [0:0]`, ...chains.slice(1).map((_, at) => `:${nameOf(at + 1)} - [0:0]`)];
  for (const [at, rules] of chains.entries())
    for (const { source, protocol, port, state, interface: on, target } of rules)
      lines.push(
        [
          `-A ${nameOf(at)}`,
          ...(source ? [`${bang(source.not)}-s ${source.block}`] : []),
          ...(on ? [`${bang(on.not)}-i ${on.name}`] : []),
          ...(protocol === "all" ? [] : [`-p ${protocol}`]),
          ...(port ? [`-m ${protocol} ${bang(port.not)}--dport ${ports(port, ":")}`] : []),
          ...(state ? [`-m conntrack --ctstate ${state}`] : []),
          typeof target === "string"
            ? `-j ${target}`
            : "jump" in target
              ? `-j ${nameOf(target.jump)}`
              : `-g ${nameOf(target.goTo)}`,
        ].join(" "),
      );
  return `${lines.join("\n")}\nCOMMIT\n`;
}

/** As `iptables -L`, with -v or without, with -n or without, with --line-numbers or without. */
export function asList(
  { policy, chains }: Host,
  options: { verbose: boolean; numeric: boolean; numbers: boolean },
): string {
  const { verbose, numeric, numbers } = options;
  const lines: string[] = [];
  const any = numeric ? "0.0.0.0/0" : "anywhere";
  for (const [at, rules] of chains.entries()) {
    const about = at === 0 ? `policy ${policy}${verbose ? " 0 packets, 0 bytes" : ""}` : "1 references";
    lines.push(`Chain ${nameOf(at)} (${about})`);
    const columns = verbose
      ? "pkts bytes target prot opt in out source destination"
      : "target prot opt source destination";
    lines.push(numbers ? `num ${columns}` : columns);
    for (const [index, { source, protocol, port, state, interface: on, target }] of rules.entries()) {
      const name = typeof target === "string" ? target : nameOf("jump" in target ? target.jump : target.goTo);
      const from = source ? `${source.not ? "!" : ""}${source.block.replace("/32", "")}` : any;
      const several = port && port.first !== port.last ? "dpts" : "dpt";
      const port3306 = port && !numeric && port.first === port.last && port.first === 3306 ? "mysql" : undefined;
      lines.push(
        [
          ...(numbers ? [String(index + 1)] : []),
          ...(verbose ? ["12", "3456K"] : []),
          name,
          numeric ? { tcp: "6", udp: "17", all: "0" }[protocol] : protocol,
          "--",
          ...(verbose ? [on ? `${on.not ? "!" : ""}${on.name}` : "*", "*"] : []),
          from,
          any,
          ...(typeof target !== "string" && "goTo" in target ? ["[goto] "] : []),
          ...(port ? [`${protocol} ${several}:${port.not ? "!" : ""}${port3306 ?? ports(port, ":")}`] : []),
          ...(state ? [`ctstate ${state}`] : []),
          ...(target === "REJECT" ? ["reject-with icmp-port-unreachable"] : target === "LOG" ? ["LOG level warn"] : []),
        ].join("   "),
      );
    }
    lines.push("");
  }
  return lines.join("\n");
}

/** As `nft -j list ruleset` prints the same rules. */
export function asNft({ policy, chains }: Host): string {
  const where = { family: "inet", table: "filter" };
  const match = (left: unknown, right: unknown, not = false) => ({ match: { op: not ? "!=" : "==", left, right } });
  const nftables: unknown[] = [
    { metainfo: { version: "1.0.6" } },
    { table: { family: "inet", name: "filter", handle: 1 } },
  ];
  for (const at of chains.keys())
    nftables.push({
      chain: {
        ...where,
        name: nameOf(at),
        ...(at === 0 ? { type: "filter", hook: "input", prio: 0, policy: policy.toLowerCase() } : {}),
      },
    });
  for (const [at, rules] of chains.entries())
    for (const [index, { source, protocol, port, state, interface: on, target }] of rules.entries()) {
      const [addr, len] = source?.block.split("/") ?? [];
      const last =
        typeof target === "string"
          ? { [target.toLowerCase()]: target === "LOG" ? { prefix: "x" } : null }
          : "jump" in target
            ? { jump: { target: nameOf(target.jump) } }
            : { goto: { target: nameOf(target.goTo) } };
      const expr = [
        ...(source
          ? [
              match(
                { payload: { protocol: "ip", field: "saddr" } },
                len === "32" ? addr : { prefix: { addr, len: Number(len) } },
                source.not,
              ),
            ]
          : []),
        ...(on ? [match({ meta: { key: "iifname" } }, on.name, on.not)] : []),
        ...(protocol === "all" ? [] : [match({ meta: { key: "l4proto" } }, protocol)]),
        ...(port
          ? [
              match(
                { payload: { protocol, field: "dport" } },
                port.first === port.last ? port.first : { range: [port.first, port.last] },
                port.not,
              ),
            ]
          : []),
        ...(state ? [{ match: { op: "in", left: { ct: { key: "state" } }, right: state.toLowerCase() } }] : []),
        { counter: { packets: 0, bytes: 0 } },
        last,
      ];
      nftables.push({ rule: { ...where, chain: nameOf(at), handle: 100 * at + index + 10, expr } });
    }
  return JSON.stringify({ nftables });
}
