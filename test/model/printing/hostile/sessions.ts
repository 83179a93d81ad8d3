import { createConnection } from "mysql2/promise";
import type { ConnectOptions } from "../../../../mysql/connect";

export const MODES = ["", "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES"] as const;
/** Character sets in which a quote's or a backslash's code may be the second half of a character, and two in which not. */
export const CHARSETS = ["utf8mb4", "latin1", "gbk", "big5", "sjis"] as const;

/** A session as a person's: any mode, any character set, and several statements in one text are run one after another. */
export interface Session {
  /** Result sets of the text, rows as arrays of values. More than one: the text held more than one statement. */
  run(sql: string): Promise<unknown[][][]>;
  close(): Promise<void>;
}

export async function session(admin: ConnectOptions, mode: string, charset: string): Promise<Session> {
  const { host, port, user, password } = admin;
  // The text is sent as UTF-8, whatever the session takes it for: what a terminal of another character set does.
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
