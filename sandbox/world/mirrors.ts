import type { Connection } from "mysql2/promise";
import { rowsOf } from "../mysql/connect";
import type { AccountRow } from "./hostMatch";

/** An account's statements, ready to be executed under another name. */
export interface AccountCopy {
  /** CREATE USER and GRANT statements for the mirror. */
  statements(user: string, host: string): string[];
  /** The account's REQUIRE clause, such as "SSL"; undefined when it has none. */
  requires?: string;
  /** Changes when the account's password or privileges change. */
  fingerprint: string;
}

/**
 * Reads an account with its password hash and privileges. SHOW CREATE USER exists from MySQL 5.7 on; before that, and
 * in MariaDB, the first GRANT contains the hash.
 */
export async function readAccount(admin: Connection, row: AccountRow, version: string): Promise<AccountCopy> {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const hasCreateUser = !/mariadb/i.test(version) && (major > 5 || minor >= 7);
  const texts = await firstColumn(admin, "SHOW GRANTS FOR ?@?", row);
  if (hasCreateUser) {
    if (major >= 8) await admin.query("SET SESSION print_identified_with_as_hex=1");
    texts.unshift(...(await firstColumn(admin, "SHOW CREATE USER ?@?", row)));
  }
  const requires = texts[0]?.match(/\bREQUIRE (NONE|SSL|X509|(?:(?:SUBJECT|ISSUER|CIPHER) '[^']*'\s*)+)/)?.[1]?.trim();
  return {
    requires: requires === "NONE" ? undefined : requires,
    fingerprint: texts.join("\n"),
    // The mirror keeps the REQUIRE clause: the real server then refuses every session of the login without TLS.
    statements: (user, host) => texts.map((text) => renamed(text, row, `'${user}'@'${host}'`)),
  };
}

async function firstColumn(admin: Connection, sql: string, row: AccountRow): Promise<string[]> {
  const rows = await rowsOf(admin, sql, [row.user, row.host]);
  return rows.map((one) => String(Object.values(one)[0]));
}

/** The statement with the first occurrence of the account replaced; servers quote names with ' or `. */
function renamed(text: string, row: AccountRow, to: string): string {
  const user = escaped(row.user);
  const host = escaped(row.host);
  return text.replace(new RegExp(`(['\`])${user}\\1@(['\`])${host}\\2`), () => to);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
