import { type Connection, type ConnectionOptions, createConnection, type RowDataPacket } from "mysql2/promise";
import type { CallerSsl, ServerRef } from "../world/types";

/** Server address and credentials. */
export interface Access {
  host: string;
  port: number;
  user: string;
  password: string;
  /** Absent: without TLS. */
  ssl?: CallerSsl;
}

/** A connection that returns dates, and numbers beyond 2^53, as text; multiple statements per query are not allowed. */
export function connect(access: Access, options: ConnectionOptions = {}): Promise<Connection> {
  return createConnection({
    host: access.host,
    port: access.port,
    user: access.user,
    password: access.password,
    ssl: access.ssl,
    charset: "utf8mb4",
    dateStrings: true,
    supportBigNumbers: true,
    connectTimeout: 10_000,
    ...options,
  });
}

/** Runs `work` as the server's administrator in a session without binary logging, and closes the connection. */
export async function withAdmin<T>(server: ServerRef, work: (admin: Connection) => Promise<T>): Promise<T> {
  const admin = await connect({ host: server.host, port: server.port, ...server.admin });
  try {
    await admin.query("SET sql_log_bin=0");
    return await work(admin);
  } finally {
    admin.destroy();
  }
}

/** Rows of a query. */
export async function rowsOf<T = Record<string, string | number | null>>(
  connection: Connection,
  sql: string,
  values?: unknown[],
): Promise<T[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql, values);
  return rows as unknown as T[];
}

/** `name` as an identifier. */
export function quoted(name: string): string {
  return "`" + name.replaceAll("`", "``") + "`";
}
