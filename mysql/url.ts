import type { Problem } from "../model/problems";
import type { ConnectOptions, ManagedProfile, TlsMode } from "./connect";

const TLS: readonly TlsMode[] = ["off", "preferred", "required", "verify"];
const PROFILES: readonly ManagedProfile[] = [
  "self-managed",
  "alibaba-rds",
  "tencentdb",
  "huawei-rds",
  "aws-rds",
  "google-cloud-sql",
];
const KNOWN = ["tls", "ca", "profile", "timeout"];

/**
 * Reads `mysql://user:password@host:3306/database?tls=verify&ca=/path/ca.pem&profile=alibaba-rds&timeout=10`.
 * `password` takes the place of one in the text. Problems never hold the text, which may hold a password.
 */
export function parseMysqlUrl(
  text: string,
  path: string,
  password?: string,
): { options: ConnectOptions; problems: Problem[] } {
  const problems: Problem[] = [];
  const empty: ConnectOptions = { host: "", port: 3306, user: "", password: "" };
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    problems.push({
      path,
      seen: "not a URL",
      needed: "mysql://user:password@host:3306/database",
      fix: "write @ : / ? # in the password as %40 %3A %2F %3F %23",
    });
    return { options: empty, problems };
  }
  if (url.protocol !== "mysql:" && url.protocol !== "mariadb:")
    problems.push({ path, seen: url.protocol, needed: "mysql://" });
  if (url.hostname === "") problems.push({ path, seen: "no host", needed: "mysql://user@host" });
  if (url.username === "") problems.push({ path, seen: "no user", needed: "mysql://user@host" });
  for (const name of url.searchParams.keys()) {
    if (!KNOWN.includes(name))
      problems.push({ path: `${path}?${name}`, seen: "unknown option", needed: KNOWN.join(", ") });
  }
  const one = <T extends string>(name: string, allowed: readonly T[]): T | undefined => {
    const value = url.searchParams.get(name);
    if (value === null) return undefined;
    if (!(allowed as readonly string[]).includes(value))
      problems.push({ path: `${path}?${name}`, seen: value, needed: allowed.join(", ") });
    return value as T;
  };
  const tls = one("tls", TLS);
  const profile = one("profile", PROFILES);
  const timeout = url.searchParams.get("timeout");
  if (timeout !== null && !(Number(timeout) > 0))
    problems.push({ path: `${path}?timeout`, seen: timeout, needed: "seconds above 0" });
  const ca = url.searchParams.get("ca") ?? undefined;
  const options: ConnectOptions = {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? 3306 : Number(url.port),
    user: decode(url.username),
    password: password ?? decode(url.password),
    database: decode(url.pathname.replace(/^\//, "")) || undefined,
    tls: tls || ca ? { mode: tls ?? "verify", ca } : undefined,
    profile,
    timeoutMs: timeout === null ? undefined : Number(timeout) * 1000,
  };
  return { options, problems };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % that somebody did not escape stands for itself.
    return text;
  }
}
