import type { ManagedProfile } from "./server";

/**
 * How far TLS is asked for: `off` never; `preferred` when the server offers it, unverified, and plain when its TLS
 * is missing or too old; `required` always, unverified; `verify` always, certificate and host name checked.
 */
export type TlsMode = "off" | "preferred" | "required" | "verify";

export interface TlsOptions {
  mode: TlsMode;
  /** PEM text of the authority, or the path of a PEM file. */
  ca?: string;
}

export interface ConnectOptions {
  host: string;
  port: number;
  user: string;
  password: string;
  database?: string;
  /** Default: preferred. */
  tls?: TlsOptions;
  /** For reaching and logging in, and for each statement that gives no limit of its own; milliseconds, default 10 000. */
  timeoutMs?: number;
  /** Limit of one statement, milliseconds; default 60 000. */
  statementTimeoutMs?: number;
  /** Who operates the server, where the guess from its build would be wrong. */
  profile?: ManagedProfile;
  /** The session may not write: the server itself refuses (5.6.5+, MariaDB 10+). */
  readOnly?: boolean;
  /** No statement begins once it says to stop. */
  signal?: AbortSignal;
}
