import { isObject } from "../../object";
import type { NftObjects } from "./json";

/** The base chains that iptables-nft makes in its tables: type, hook and priority. */
const BUILT_IN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  raw: { PREROUTING: "filter prerouting -300", OUTPUT: "filter output -300" },
  mangle: {
    PREROUTING: "filter prerouting -150",
    INPUT: "filter input -150",
    FORWARD: "filter forward -150",
    OUTPUT: "route output -150",
    POSTROUTING: "filter postrouting -150",
  },
  nat: {
    PREROUTING: "nat prerouting -100",
    INPUT: "nat input 100",
    OUTPUT: "nat output -100",
    POSTROUTING: "nat postrouting 100",
  },
  filter: { INPUT: "filter input 0", FORWARD: "filter forward 0", OUTPUT: "filter output 0" },
  security: { INPUT: "filter input 50", FORWARD: "filter forward 50", OUTPUT: "filter output 50" },
};

/** Statements that iptables-nft writes; `xt` holds a module of its own. */
const STATEMENTS = new Set(["xt", "counter", "limit", "log", "accept", "drop", "return", "jump", "goto"]);

/** Conditions that iptables-nft writes without a module, and which it therefore reads back. */
const ADDRESSES = new Set(["ip saddr", "ip daddr", "ip6 saddr", "ip6 daddr"]);
const PORTS = new Set(["tcp sport", "tcp dport", "udp sport", "udp dport"]);
const MASKED = new Set([...ADDRESSES, "tcp flags", "ip frag-off"]);
const METAS = new Set(["iifname", "oifname", "l4proto", "mark"]);

/**
 * Whether a table that has a name of iptables contains what only nft makes. iptables-save leaves such things out without
 * a word: a base chain of another name, a set, a verdict map.
 */
export function isNative({ tables, chains, rules, sets }: NftObjects, family: string, table: string): boolean {
  const isHere = (one: { family: string; table: string }) => one.family === family && one.table === table;
  const builtIn = Object.hasOwn(BUILT_IN, table) ? BUILT_IN[table]! : {};
  return (
    tables.some((one) => one.family === family && one.name === table && [one.flags ?? []].flat().length > 0) ||
    sets.some(isHere) ||
    chains.filter(isHere).some(({ name, type, hook, prio }) => {
      const wanted = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
      return hook === undefined ? wanted !== undefined : wanted !== `${type} ${hook} ${prio}`;
    }) ||
    rules.filter(isHere).some(({ expr }) => !expr?.every(isOfIptables))
  );
}

function isOfIptables(expression: unknown): boolean {
  const [kind, value, ...more] = isObject(expression) ? Object.entries(expression).flat() : [];
  if (more.length > 0) return false;
  return kind === "match" ? isCondition(value) : STATEMENTS.has(String(kind));
}

function isCondition(value: unknown): boolean {
  const { op, left, right } = isObject(value) ? value : {};
  if ((op !== "==" && op !== "!=") || !isObject(left)) return false;
  if (Array.isArray(left["&"])) {
    const [of, mask] = left["&"];
    return (MASKED.has(fieldOf(of)) || metaOf(of) === "mark") && isPlain(mask) && isPlain(right);
  }
  if (ADDRESSES.has(fieldOf(left))) return isPlain(right) || (isObject(right) && isObject(right["prefix"]));
  if (PORTS.has(fieldOf(left))) return isPlain(right) || (isObject(right) && Array.isArray(right["range"]));
  return METAS.has(metaOf(left)) && isPlain(right);
}

function fieldOf(left: unknown): string {
  const { payload } = isObject(left) ? left : {};
  return isObject(payload) ? `${payload["protocol"]} ${payload["field"]}` : "";
}

function metaOf(left: unknown): string {
  const { meta } = isObject(left) ? left : {};
  return isObject(meta) ? String(meta["key"]) : "";
}

/** One value, or the flags of one value; "@name" is a set. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => typeof one === "string");
  return typeof value === "number" || (typeof value === "string" && !value.startsWith("@"));
}
