import type { Span } from "../../addresses/span";
import { isObject } from "../../object";
import { ALWAYS, type Match, NEVER, not, notUnderstood, type PortRange } from "../rules";
import { flagsMatch } from "../tcpFlags";
import type { NftSets } from "./sets";
import { bare, listOf, portsOfValue, spanOfValue } from "./values";

/** Where a rule is: named sets belong to a table. */
export interface TableOf {
  family: string;
  table: string;
  sets: NftSets;
}

/** A `match` statement as a condition. */
export function matchOf(statement: unknown, of: TableOf): Match {
  if (!isObject(statement)) return strange(statement);
  const { op, left, right } = statement;
  if (op === "!=") return not(compared(left, right, of));
  if (op === "==" || op === "in") return compared(left, right, of);
  const bound = portsOfValue(right)?.[0];
  if (bound !== undefined && isPort(left)) {
    const ranges: Record<string, PortRange> = {
      ">=": [bound, 65535],
      ">": [bound + 1, 65535],
      "<=": [0, bound],
      "<": [0, bound - 1],
    };
    if (typeof op === "string" && Object.hasOwn(ranges, op)) return { on: "port", ports: [ranges[op]!] };
  }
  return strange(statement);
}

/** Whether a packet's value is one of these. */
export function compared(left: unknown, right: unknown, of: TableOf): Match {
  const named = typeof right === "string" && right.startsWith("@") ? right.slice(1) : undefined;
  const elements = named === undefined ? listOf(right) : of.sets.elements(of.family, of.table, named);
  if (typeof elements === "string") return notUnderstood(elements);
  const match = among(left, elements.map(bare), of);
  return named !== undefined && match.on === "source"
    ? { ...match, set: { tool: "nft", family: of.family, table: of.table, name: named } }
    : match;
}

function among(left: unknown, values: readonly unknown[], of: TableOf): Match {
  if (values.length === 0) return NEVER;
  if (!isObject(left)) return strange(left);
  const { payload, meta, ct, fib, concat } = left;
  if (Array.isArray(concat)) return { on: "any", of: values.map((value) => tuple(concat, value, of)) };
  if (isObject(payload)) return ofPayload(String(payload["protocol"]), String(payload["field"]), values, left);
  if (isObject(meta)) return ofMeta(String(meta["key"]), values, left);
  if (isObject(ct)) return ofConnection(String(ct["key"]), values, left);
  if (isObject(fib) && fib["result"] === "type" && list(fib["flags"]).join() === "daddr")
    return values.includes("local") ? ALWAYS : notUnderstood(`the address type ${values.join(", ")}`);
  if (Array.isArray(left["&"])) return masked(left["&"], values);
  return strange(left);
}

function tuple(left: readonly unknown[], value: unknown, of: TableOf): Match[] {
  const parts = isObject(value) && Array.isArray(value["concat"]) ? value["concat"] : [];
  return left.map((one, at) => (parts.length === left.length ? among(one, [bare(parts[at])], of) : strange(value)));
}

function ofPayload(protocol: string, field: string, values: readonly unknown[], left: unknown): Match {
  if ((protocol === "ip" || protocol === "ip6") && (field === "saddr" || field === "daddr")) {
    const spans = values.map(spanOfValue);
    if (!spans.every((span): span is Span => span !== undefined)) return strange(values);
    return { on: field === "saddr" ? "source" : "destination", spans };
  }
  if ((protocol === "ip" && field === "protocol") || (protocol === "ip6" && field === "nexthdr"))
    return values.some((value) => value === "tcp" || value === 6) ? ALWAYS : NEVER;
  if (["udp", "udplite", "icmp", "icmpv6", "igmp", "sctp", "dccp", "esp", "ah", "arp"].includes(protocol)) return NEVER;
  if ((protocol === "tcp" || protocol === "th") && (field === "dport" || field === "sport")) {
    const ports = values.map(portsOfValue);
    if (!ports.every((range): range is PortRange => range !== undefined)) return strange(values);
    return { on: field === "dport" ? "port" : "sourcePort", ports };
  }
  return strange(left);
}

function ofMeta(key: string, values: readonly unknown[], left: unknown): Match {
  const has = (...wanted: unknown[]) => (values.some((value) => wanted.includes(value)) ? ALWAYS : NEVER);
  if (key === "l4proto") return has("tcp", 6);
  if (key === "nfproto" || key === "protocol") return ofVersion(values);
  if (key === "iifname" || key === "iif")
    return { on: "any", of: values.map((name) => [{ on: "interface", name: String(name) }]) };
  if (key === "mark" && values.every((value) => typeof value === "number"))
    return { on: "any", of: values.map((value) => [{ on: "mark", value: value as number, mask: 0xffffffff }]) };
  return strange(left);
}

/** The IP version, as a condition on the source that every address of that version meets. */
function ofVersion(values: readonly unknown[]): Match {
  const spans: Span[] = [];
  if (values.some((value) => value === "ipv4" || value === "ip")) spans.push(spanOfValue("0.0.0.0/0")!);
  if (values.some((value) => value === "ipv6" || value === "ip6")) spans.push(spanOfValue("::/0")!);
  return spans.length > 0 ? { on: "source", spans } : NEVER;
}

function ofConnection(key: string, values: readonly unknown[], left: unknown): Match {
  if (key === "state") return { on: "state", states: values.map((value) => String(value).toUpperCase()) };
  if (key === "status" && values.every((value) => value === "dnat")) return { on: "translated" };
  if (key === "mark" && values.every((value) => typeof value === "number"))
    return { on: "any", of: values.map((value) => [{ on: "mark", value: value as number, mask: 0xffffffff }]) };
  return strange(left);
}

function masked([left, mask]: readonly unknown[], values: readonly unknown[]): Match {
  const { payload, meta, ct } = isObject(left) ? left : {};
  const flags = isObject(payload) && payload["protocol"] === "tcp" && payload["field"] === "flags";
  if (flags) return flagsMatch(list(mask).join(), values.join() === "0" ? "NONE" : values.join());
  const isMark = (isObject(meta) && meta["key"] === "mark") || (isObject(ct) && ct["key"] === "mark");
  if (isMark && typeof mask === "number" && typeof values[0] === "number")
    return { on: "mark", value: values[0], mask };
  return strange({ "&": [left, mask] });
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function isPort(left: unknown): boolean {
  const { payload } = isObject(left) ? left : {};
  return isObject(payload) && payload["field"] === "dport" && ["tcp", "th"].includes(String(payload["protocol"]));
}

export const strange = (what: unknown): Match => notUnderstood(`the condition ${JSON.stringify(what)}`);
