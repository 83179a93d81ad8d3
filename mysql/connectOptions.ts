import type { Role } from "./rights";
import type { ManagedProfile } from "./server";
import type { TlsOptions } from "./tls/mode";

export type { TlsMode, TlsOptions } from "./tls/mode";

export interface ConnectOptions {
  host: string;
  port: number;
  user: string;
  password: string;
  database?: string;
  /** Path of a Unix socket; host and port are then names only. */
  socket?: string;
  /** Default: `verify`; `off` on loopback and on a Unix socket. */
  tls?: TlsOptions;
  /** For reaching and logging in, and for each statement that gives no limit of its own; milliseconds, default 10 000. */
  timeoutMs?: number;
  /** Limit of one statement, milliseconds; default 60 000. */
  statementTimeoutMs?: number;
  /** Who operates the server, where the guess from its build would be wrong. */
  profile?: ManagedProfile;
  /** Which side of a migration it is, for the messages of failures. */
  role?: Role;
  /** The session may not write: the server itself refuses (5.6.5+, MariaDB 10+). */
  readOnly?: boolean;
  /** Several statements may go in one round trip: only with text that holds nothing but quoted names. */
  batches?: boolean;
  /** Ends the connecting at once, and no statement begins, once it says to stop. */
  signal?: AbortSignal;
}
