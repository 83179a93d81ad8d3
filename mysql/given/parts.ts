import type { TlsOptions } from "../connectOptions";
import type { ManagedProfile } from "../server";

/** What one place (a URL, an option file, a login path, the environment) says about a connection. */
export interface Parts {
  host?: string;
  port?: number;
  user?: string;
  /** Empty: no password, said on purpose. */
  password?: string;
  database?: string;
  socket?: string;
  tls?: TlsOptions;
  profile?: ManagedProfile;
  timeoutMs?: number;
}

/** The first that says something counts, one value at a time. */
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
