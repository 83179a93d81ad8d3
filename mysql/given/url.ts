import { isIP } from "node:net";
import type { ManagedProfile } from "../../model/mysql/server";
import type { Problem } from "../../model/problems";
import type { ConnectOptions } from "../connectOptions";
import { TLS_MODES } from "../tls/mode";
import { Decoder } from "./decode";
import type { Parts } from "./parts";

const PROFILES: readonly ManagedProfile[] = [
  "self-managed",
  "alibaba-rds",
  "tencentdb",
  "huawei-rds",
  "aws-rds",
  "google-cloud-sql",
];
const KNOWN = "tls ca serverName serverKey profile timeout socket defaults group loginPath".split(" ");

/** The settings in a URL, and the other sources it refers to. */
export interface UrlParts extends Parts {
  /** An option file such as ~/.my.cnf, and its group besides [client]. */
  defaults?: string;
  group?: string;
  loginPath?: string;
}

const SHAPE = /^([a-z]+):\/\/([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?(#.*)?$/is;
const NEEDED = "mysql://user@host:3306/database";
const ESCAPES = "write @ : / ? # % in a user or a password as %40 %3A %2F %3F %23 %25";

/**
 * Reads `mysql://user:password@host:3306/database?tls=verify&ca=/path/ca.pem&profile=alibaba-rds&timeout=10`. Strict:
 * anything unknown is a problem. Problems never contain the URL, which may contain a password.
 */
export function readUrl(text: string, path: string): { parts: UrlParts; problems: Problem[] } {
  const problems: Problem[] = [];
  const found = SHAPE.exec(text.trim());
  if (!found) {
    problems.push({ path, seen: "not a URL", needed: NEEDED, fix: ESCAPES });
    return { parts: {}, problems };
  }
  const [, scheme, authority = "", folder = "", query = "", fragment] = found;
  const decoder = new Decoder(path, problems);
  if (!/^(mysql|mariadb)$/i.test(scheme!)) problems.push({ path, seen: `${scheme}:`, needed: "mysql://" });
  if (fragment !== undefined)
    problems.push({ path, seen: "a # that is not escaped", needed: "no # in the URL", fix: ESCAPES });
  const at = authority.lastIndexOf("@");
  const place = at < 0 ? authority : authority.slice(at + 1);
  const parts: UrlParts = {
    ...placeOf(place, path, problems),
    ...loginOf(authority.slice(0, Math.max(at, 0)), decoder),
  };
  const database = decoder.text(folder.slice(1), "the database");
  if (database !== "") parts.database = database;
  Object.assign(parts, optionsOf(query, path, decoder, problems));
  return { parts, problems };
}

/**
 * Like `readUrl`, for a URL that is the only source, so that user and host are required. `password` replaces the one in
 * the URL.
 */
export function parseMysqlUrl(
  text: string,
  path: string,
  password?: string,
): { options: ConnectOptions; problems: Problem[] } {
  const { parts, problems } = readUrl(text, path);
  if (problems.length === 0) problems.push(...lacking(parts, path));
  return { options: { ...optionsFrom(parts), password: password ?? parts.password ?? "" }, problems };
}

/** Settings without which no connection is possible. */
export function lacking(parts: Parts, path: string): Problem[] {
  const problems: Problem[] = [];
  const needed = `${NEEDED}, or an option file or a login path that contains it`;
  if (!parts.host && parts.socket === undefined) problems.push({ path, seen: "no host", needed });
  if (!parts.user) problems.push({ path, seen: "no user", needed });
  return problems;
}

export function optionsFrom(parts: Parts): ConnectOptions {
  const {
    host = "",
    port = 3306,
    user = "",
    password = "",
    passwordFrom,
    database,
    socket,
    tls,
    profile,
    timeoutMs,
  } = parts;
  const named = passwordFrom ? { passwordFrom } : {};
  return {
    host: host || (socket ? "localhost" : ""),
    port,
    user,
    password,
    ...named,
    database,
    socket,
    tls,
    profile,
    timeoutMs,
  };
}

function loginOf(text: string, decoder: Decoder): Parts {
  const colon = text.indexOf(":");
  const user = decoder.text(colon < 0 ? text : text.slice(0, colon), "the user");
  const login: Parts = user === "" ? {} : { user };
  if (colon >= 0) login.password = decoder.text(text.slice(colon + 1), "the password");
  return login;
}

function placeOf(text: string, path: string, problems: Problem[]): Parts {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (!bracketed && isIP(text) === 6) {
    problems.push({
      path,
      seen: `the address ${text} without brackets`,
      needed: `[${text}]`,
      fix: `mysql://user@[${text}]:3306`,
    });
    return {};
  }
  if (!bracketed && text.split(":").length > 2) {
    const fix = "write an IPv6 address as [::1], and : in a user or a password as %3A";
    problems.push({ path, seen: "more than one : after the user", needed: "host or host:port", fix });
    return {};
  }
  // In a URL, the zone of a link-local address is preceded by %25.
  const [host = "", port] = bracketed ? [bracketed[1]!.replace(/%25(?=.)/, "%"), bracketed[2]] : text.split(":");
  if (bracketed && isIP(host) !== 6)
    problems.push({ path, seen: "brackets around something that is not an IPv6 address", needed: "[::1]" });
  // This could be part of a password with an unescaped @ or /, so only what can be a host is shown.
  if (!bracketed && !/^[A-Za-z0-9._-]*$/.test(host))
    problems.push({ path, seen: "a host with invalid characters", needed: NEEDED, fix: ESCAPES });
  return { ...(host === "" ? {} : { host }), ...portOf(port, path, problems) };
}

function portOf(text: string | undefined, path: string, problems: Problem[]): Parts {
  if (text === undefined || text === "") return {};
  if (!/^\d+$/.test(text)) {
    problems.push({ path, seen: "a port that is not a number", needed: "1 to 65535", fix: ESCAPES });
    return {};
  }
  const port = Number(text);
  if (port >= 1 && port <= 65_535) return { port };
  problems.push({ path, seen: `port ${text}`, needed: "1 to 65535" });
  return {};
}

function optionsOf(query: string, path: string, decoder: Decoder, problems: Problem[]): Partial<UrlParts> {
  const given = new Map<string, string>();
  for (const pair of query.split("&").filter(Boolean)) {
    const equals = pair.indexOf("=");
    const name = decoder.text(equals < 0 ? pair : pair.slice(0, equals), "an option");
    if (!KNOWN.includes(name)) problems.push({ path, seen: "an unknown option", needed: `one of ${KNOWN.join(", ")}` });
    else if (given.has(name)) problems.push({ path: `${path}?${name}`, seen: "given twice", needed: "once" });
    else if (equals < 0 || pair.length === equals + 1)
      problems.push({ path: `${path}?${name}`, seen: "nothing", needed: "a value" });
    else given.set(name, decoder.text(pair.slice(equals + 1), `the option ${name}`));
  }
  const one = <T extends string>(name: string, allowed: readonly T[]): T | undefined => {
    const value = given.get(name);
    if (value === undefined || (allowed as readonly string[]).includes(value)) return value as T | undefined;
    const fix = name === "tls" && value === "preferred" ? PREFERRED : undefined;
    problems.push({ path: `${path}?${name}`, seen: value, needed: allowed.join(", "), ...(fix ? { fix } : {}) });
    return undefined;
  };
  const [mode, profile] = [one("tls", TLS_MODES), one("profile", PROFILES)];
  const timeout = given.get("timeout");
  if (timeout !== undefined && !(Number(timeout) > 0 && Number(timeout) <= 86_400))
    problems.push({ path: `${path}?timeout`, seen: timeout, needed: "seconds above 0, at most 86400" });
  const [ca, serverName, serverKey] = [given.get("ca"), given.get("serverName"), given.get("serverKey")];
  const tls = mode ?? ca ?? serverName ?? serverKey;
  return {
    ...(tls === undefined ? {} : { tls: { mode, ca, serverName, serverKey } }),
    profile,
    timeoutMs: timeout === undefined ? undefined : Number(timeout) * 1000,
    socket: given.get("socket"),
    defaults: given.get("defaults"),
    group: given.get("group"),
    loginPath: given.get("loginPath"),
  };
}

const PREFERRED =
  "preferred falls back to no TLS whenever somebody in between wants it: omit tls, which verifies the server (give its CA as ca)";
