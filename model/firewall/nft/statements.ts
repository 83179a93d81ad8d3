import { spanOf } from "../../addresses/span";
import { isObject } from "../../object";
import { targetAction } from "../iptables/targets";
import { portOf } from "../ports";
import { type Action, ALWAYS, type Match, notUnderstood } from "../rules";
import { compared, matchOf, strange, type TableOf } from "./conditions";

/** What an expression of a rule contributes: a condition, an action, or alternatives of both (a verdict map). */
export interface Part {
  match?: Match;
  action?: Action;
  alternatives?: { match: Match; action: Action }[];
}

/** Statements that decide nothing and leave the packet to the next expression. */
const PASSIVE = new Set(["counter", "log", "set", "map", "ct helper", "ct timeout", "flow", "dup", "comment", "last"]);

export const keyOf = ({ family, table }: Pick<TableOf, "family" | "table">, chain: string) =>
  `nft ${family} ${table} ${chain}`;

export function partOf(expression: unknown, of: TableOf): Part {
  const [kind, value] = isObject(expression) ? (Object.entries(expression)[0] ?? []) : [];
  if (kind === undefined) return { match: strange(expression) };
  const action = verdictOf(expression, of);
  if (action) return { action };
  if (kind === "match") return { match: matchOf(value, of) };
  if (kind === "vmap") return verdictMap(value, of);
  if (kind === "xt") return extension(value);
  if (kind === "notrack") return { action: { do: "untrack" } };
  if (kind === "mangle") return mangled(value);
  if (kind === "dnat" || kind === "redirect") return { action: translated(value, kind === "redirect") };
  // A limit inside a set's statement decides whether the rule continues.
  if (PASSIVE.has(kind) && !/"(limit|quota|ct count)":/.test(JSON.stringify(value ?? null))) return {};
  if (["limit", "quota", "ct count", "set", "meter"].includes(kind))
    return { match: notUnderstood(`a limit on rate or number (${kind})`) };
  return { action: { do: "notUnderstood", why: `the statement ${kind}` } };
}

function verdictOf(verdict: unknown, of: TableOf): Action | undefined {
  const [kind, value] = isObject(verdict) ? (Object.entries(verdict)[0] ?? []) : [];
  if (kind === "accept" || kind === "drop" || kind === "return" || kind === "continue") return { do: kind };
  if (kind === "reject") return { do: "drop" };
  if ((kind === "jump" || kind === "goto") && isObject(value)) {
    const name = String(value["target"]);
    return { do: kind, chain: keyOf(of, name), name };
  }
  return undefined;
}

/** Each element of the map is a separate rule; at most one of them matches. */
function verdictMap(value: unknown, of: TableOf): Part {
  const { key, data } = isObject(value) ? value : {};
  const named = typeof data === "string" && data.startsWith("@") ? data.slice(1) : undefined;
  const inline = isObject(data) && Array.isArray(data["set"]) ? data["set"] : "a verdict map that is not understood";
  const elements = named === undefined ? inline : of.sets.elements(of.family, of.table, named);
  if (typeof elements === "string") return { action: { do: "notUnderstood", why: elements } };
  const alternatives = elements.map((element) => {
    const [given, verdict] = Array.isArray(element) ? element : [undefined, undefined];
    const action = verdictOf(verdict, of);
    if (!action)
      return { match: ALWAYS, action: { do: "notUnderstood", why: "a verdict map that is not understood" } as const };
    return { match: compared(key, { set: [given] }, of), action };
  });
  return { alternatives };
}

/** A module of iptables inside a rule of nftables: its parameters are not printed. */
function extension(value: unknown): Part {
  const { type, name } = isObject(value) ? value : {};
  if (type === "target") {
    const action = targetAction(String(name), "");
    const isPrinted = ["DNAT", "REDIRECT", "CT"].includes(String(name));
    if (action && !isPrinted) return { action };
    return {
      action: { do: "notUnderstood", why: `iptables' ${name}, which nft does not print: give iptables-save as well` },
    };
  }
  if (name === "comment") return {};
  return {
    match: notUnderstood(`iptables' condition ${name ?? "?"}, which nft does not print: give iptables-save as well`),
  };
}

function mangled(value: unknown): Part {
  const { key } = isObject(value) ? value : {};
  const { meta, ct } = isObject(key) ? key : {};
  const isMark = (isObject(meta) && meta["key"] === "mark") || (isObject(ct) && ct["key"] === "mark");
  if (isMark) return { action: { do: "mark" } };
  if (isObject(meta) || isObject(ct)) return {};
  return { action: { do: "notUnderstood", why: "a statement that changes the packet" } };
}

function translated(value: unknown, toThisHost: boolean): Action {
  const { addr, port } = isObject(value) ? value : {};
  const address = addr === undefined ? undefined : typeof addr === "string" ? spanOf(addr) : undefined;
  const number = port === undefined ? undefined : portOf(String(port));
  if ((addr !== undefined && !address) || (port !== undefined && number === undefined))
    return { do: "notUnderstood", why: "a translation to an address or port that is not fixed" };
  return {
    do: "translate",
    ...(address ? { address, toThisHost } : {}),
    ...(number === undefined ? {} : { port: number }),
  };
}
