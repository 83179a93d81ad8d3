import type { Db } from "../connect";

/** One connection as shown by SHOW FULL PROCESSLIST. */
export interface Session {
  id: number;
  user: string;
  host: string;
  database: string;
  command: string;
  seconds: number;
  state: string;
  /** The running statement. */
  statement: string;
}

/** Commands of replicas that read this server's binary log. */
const REPLICA_COMMANDS = new Set(["Binlog Dump", "Binlog Dump GTID"]);
/** Users under which the server lists its own threads. */
const SYSTEM_USERS = new Set([
  "system user",
  "event_scheduler",
  "mysql.session",
  "mysql.sys",
  "unauthenticated user",
  "",
]);

/** Every connection that the account may see: only its own without PROCESS. */
export async function sessions(db: Pick<Db, "query">): Promise<Session[]> {
  const rows = await db.query<Record<string, unknown>>("SHOW FULL PROCESSLIST", [], {
    doing: "reading the process list",
  });
  return rows.map((row) => ({
    id: Number(row["Id"]),
    user: String(row["User"] ?? ""),
    host: String(row["Host"] ?? ""),
    database: String(row["db"] ?? ""),
    command: String(row["Command"] ?? ""),
    seconds: Number(row["Time"] ?? 0),
    state: String(row["State"] ?? ""),
    statement: String(row["Info"] ?? ""),
  }));
}

/** From where a session comes, without the port. */
export function addressOf({ host }: Pick<Session, "host">): string {
  return host.replace(/:\d+$/, "");
}

/** Connections that are not the server's, not a replica's, and not of the given users or ids. */
export function businessSessions(
  all: readonly Session[],
  ownUsers: readonly string[],
  ownIds: readonly number[],
): Session[] {
  return all.filter(
    (one) =>
      !(SYSTEM_USERS.has(one.user) && (one.user !== "" || one.host === "")) &&
      one.command !== "Daemon" &&
      !REPLICA_COMMANDS.has(one.command) &&
      !ownUsers.includes(one.user) &&
      !ownIds.includes(one.id),
  );
}
