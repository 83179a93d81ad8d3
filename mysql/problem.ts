import { visible } from "../model/printing/visible";
import { type Missing, rightInRefusal } from "./missing";
import type { Role } from "./rights";

/** Why a connection could not be established or used, as a code for programs. */
export type ConnectReason =
  | "dns"
  | "refused"
  | "unreachable"
  | "timeout"
  | "hang"
  | "dropped"
  | "notMysql"
  | "password"
  | "hostDenied"
  | "hostBlocked"
  | "tooManyConnections"
  | "tlsRequired"
  | "tlsUnavailable"
  | "tlsVersion"
  | "certificate"
  | "unproven"
  | "flood"
  | "database"
  | "privilege"
  /** A session setting did not take effect. */
  | "session"
  | "other";

/**
 * A failed connection in one sentence: where, what happened, what to do. Its stack is its message, so that a user's
 * mistake or a network fault never prints a stack trace. It never contains SQL text or a password.
 */
export class ConnectProblem extends Error {
  readonly reason: ConnectReason;
  /** `host:port` as requested. */
  readonly address: string;
  /** What happened, without the address. */
  override readonly cause: string;
  readonly fix: string;
  readonly side?: Role;
  /** True when retrying unchanged can help (time-outs, drops, refusals, too many connections). */
  readonly transient: boolean;

  /** @param side the side of the migration, if known */
  constructor(reason: ConnectReason, address: string, cause: string, fix: string, side?: Role) {
    super(`${side ? `${side} ` : ""}${visible(address)}: ${plain(cause)}; ${visible(fix)}`);
    this.name = "ConnectProblem";
    this.reason = reason;
    this.address = address;
    this.cause = plain(cause);
    this.fix = fix;
    this.side = side;
    this.transient = TRANSIENT.has(reason);
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** Longest quotation of a server's message. */
const MOST = 500;

/** A server's message on one line, with terminal control characters made visible. */
function plain(text: string): string {
  return visible(text.length > MOST ? `${text.slice(0, MOST)} … (${text.length} characters)` : text);
}

const TRANSIENT: ReadonlySet<ConnectReason> = new Set([
  "refused",
  "unreachable",
  "timeout",
  "hang",
  "dropped",
  "tooManyConnections",
]);

/** The parts of driver and Node errors that are used here. */
export interface RawError {
  /** Why dbferry itself abandoned the connection. */
  why?: string;
  /** The missing right, where dbferry knows it better than the server's message. */
  missing?: Missing;
  code?: string;
  errno?: number;
  message?: string;
  sqlMessage?: string;
}

/** A server's refusal of one statement, without the statement itself, which may contain a secret. */
export class StatementProblem extends Error {
  readonly errno: number;
  readonly code: string;
  /** True when the account lacks a right for the statement. */
  readonly noPrivilege: boolean;
  /**
   * True when the server does not know the statement, table, column or function, because its version is older or newer.
   */
  readonly unknownHere: boolean;
  /** The right that the account lacks, if known. */
  readonly missing?: Missing;

  constructor(raw: RawError, doing: string) {
    super(
      `${visible(doing)}: ${plain(raw.sqlMessage ?? raw.message ?? "unknown error")} (${raw.code ?? raw.errno ?? "no code"})`,
    );
    this.name = "StatementProblem";
    this.errno = raw.errno ?? 0;
    this.code = raw.code ?? "";
    this.noPrivilege = PRIVILEGE_ERRORS.has(this.errno);
    this.missing = this.noPrivilege ? (raw.missing ?? rightInRefusal(raw.sqlMessage ?? "")) : undefined;
    this.unknownHere = UNKNOWN_ERRORS.has(this.errno);
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** 1044 db access, 1045 access, 1142 table, 1143 column, 1227 SUPER and the like, 1370 routine, 3618/3619 roles. */
const PRIVILEGE_ERRORS: ReadonlySet<number> = new Set([1044, 1045, 1095, 1142, 1143, 1227, 1370, 1379, 3530]);
/** 1064 syntax, 1109 unknown table (information_schema), 1146 no such table, 1054 column, 1193 variable, 1305 function, 1286 engine. */
const UNKNOWN_ERRORS: ReadonlySet<number> = new Set([1049, 1054, 1064, 1109, 1128, 1146, 1193, 1286, 1305, 1235]);
