import type { TlsOptions } from "../connectOptions";
import type { ManagedProfile } from "../server";

/** The connection settings from one place: a URL, an option file, a login path or the environment. */
export interface Parts {
  host?: string;
  port?: number;
  user?: string;
  /** Empty: explicitly no password. */
  password?: string;
  /** Where the password was written, by the user's own name for it. */
  passwordFrom?: string;
  database?: string;
  socket?: string;
  tls?: TlsOptions;
  profile?: ManagedProfile;
  timeoutMs?: number;
}

/** Merges per value: the first place that has one takes precedence. */
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
