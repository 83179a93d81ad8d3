import { createConnection } from "mysql2/promise";
import type { ConnectOptions } from "../../../../mysql/connect";

export const MODES = ["", "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES"] as const;
/**
 * Character sets in which a quote or a backslash may be the second byte of a character, and two in which they cannot.
 */
export const CHARSETS = ["utf8mb4", "latin1", "gbk", "big5", "sjis"] as const;

/** A session like a user's: any mode, any character set, with multiple statements enabled. */
export interface Session {
  /**
   * The text's result sets, with rows as arrays. More than one means that the text contained more than one statement.
   */
  run(sql: string): Promise<unknown[][][]>;
  close(): Promise<void>;
}

export async function session(admin: ConnectOptions, mode: string, charset: string): Promise<Session> {
  const { host, port, user, password } = admin;
  // The text is sent as UTF-8 whatever character set the session assumes, as by a misconfigured terminal.
  const connection = await createConnection({
    host,
    port,
    user,
    password,
    charset: "utf8mb4",
    multipleStatements: true,
  });
  await connection.query(`SET NAMES ${charset}`);
  await connection.query(`SET SESSION sql_mode = '${mode}'`);
  return {
    async run(sql) {
      const [rows] = await connection.query({ sql, rowsAsArray: true });
      if (!Array.isArray(rows)) return [];
      const many = rows.some((row) => !Array.isArray(row) || (Array.isArray(row) && Array.isArray(row[0])));
      return (many ? rows : [rows]) as unknown[][][];
    },
    close: () => connection.end(),
  };
}
