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
  /** Limit for connecting and logging in, and for each statement without a limit of its own; milliseconds, default 10 000. */
  timeoutMs?: number;
  /** Limit of one statement, milliseconds; default 60 000. */
  statementTimeoutMs?: number;
  /** The operator of the server, where the guess from its build would be wrong. */
  profile?: ManagedProfile;
  /** Where its password was written, by the user's own name for it: a key of the stack, a variable. For error messages. */
  passwordFrom?: string;
  /** The side of a migration, for error messages. */
  role?: Role;
  /** Makes the session read-only: the server itself refuses writes (5.6.5+, MariaDB 10+). */
  readOnly?: boolean;
  /** Several statements may be sent in one round trip: only with text that contains nothing but quoted names. */
  batches?: boolean;
  /** When aborted, connecting ends immediately and no further statement begins. */
  signal?: AbortSignal;
}
