import type { ManagedProfile } from "../../model/mysql/server";
import type { TlsOptions } from "../connectOptions";

/** Connection settings from one source: a URL, an option file, a login path or the environment. */
export interface Parts {
  host?: string;
  port?: number;
  user?: string;
  /** Empty: explicitly no password. */
  password?: string;
  /** Where the user keeps the password, in the user's own terms. */
  passwordFrom?: string;
  database?: string;
  socket?: string;
  tls?: TlsOptions;
  profile?: ManagedProfile;
  timeoutMs?: number;
}

/** Merges value by value; earlier sources take precedence. */
export function merged(places: readonly Parts[]): Parts {
  const all: Parts = {};
  for (const place of [...places].reverse()) {
    const { tls, ...rest } = place;
    Object.assign(all, defined(rest));
    if (tls) all.tls = { ...all.tls, ...defined(tls) };
  }
  return all;
}

function defined<T extends object>(parts: T): Partial<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Partial<T>;
}
