import type { ManagedProfile } from "../model/mysql/server";
import type { Role } from "./rights";
import type { TlsOptions } from "./tls/mode";

export type { TlsMode, TlsOptions } from "./tls/mode";

export interface ConnectOptions {
  host: string;
  port: number;
  user: string;
  password: string;
  database?: string;
  /** Path of a Unix socket; host and port are then only labels. */
  socket?: string;
  /** Default: `verify`; `off` on loopback and on a Unix socket. */
  tls?: TlsOptions;
  /** Limit for connecting and logging in, and for each statement without a limit of its own; milliseconds, default 10 000. */
  timeoutMs?: number;
  /** Limit of one statement, milliseconds; default 60 000. */
  statementTimeoutMs?: number;
  /** The server's operator, where the guess from its build would be wrong. */
  profile?: ManagedProfile;
  /** Where the user keeps the password: a stack key, a variable. For error messages. */
  passwordFrom?: string;
  /** The side of a migration, for error messages. */
  role?: Role;
  /** Makes the session read-only, so that the server itself refuses writes (5.6.5+, MariaDB 10+). */
  readOnly?: boolean;
  /** Allows several statements in one round trip: only for text that contains nothing but quoted names. */
  batches?: boolean;
  /** When aborted, connecting ends immediately and no further statement starts. */
  signal?: AbortSignal;
}
