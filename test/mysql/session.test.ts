import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConnectProblem, connect } from "../../mysql/connect";
import { play } from "./checks/recorded/server";
import { distributionOf, type Real, start } from "./support/servers";

/** Server defaults that would change what a session reads, each tried where the server supports it. */
const DEFAULTS: Record<string, string> = {
  init_connect: "'SET NAMES latin1, sql_mode=''ANSI_QUOTES,NO_BACKSLASH_ESCAPES'', time_zone=''+05:00'', big_tables=1'",
  sql_mode: "'ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH'",
  autocommit: "0",
  sql_select_limit: "1000",
  max_join_size: "1",
  max_execution_time: "100",
  max_statement_time: "0.1",
  time_zone: "'-03:00'",
  group_concat_max_len: "4",
  div_precision_increment: "0",
  sql_auto_is_null: "1",
  sql_quote_show_create: "0",
  lock_wait_timeout: "1",
  tx_isolation: "'SERIALIZABLE'",
  transaction_isolation: "'SERIALIZABLE'",
  lc_time_names: "'ja_JP'",
  completion_type: "'CHAIN'",
  net_write_timeout: "1",
};

describe.each([
  ["MySQL 5.6.24", undefined],
  ["mysql9", "mysql9"],
  ["mariadb", "mariadb"],
] as const)("a session on %s", (_, which) => {
  let server: Real;

  beforeAll(async () => {
    server = await start({}, which && (await distributionOf(which)));
    // init_connect does not run for administrators.
    await server.sql("CREATE USER plain@'127.0.0.1' IDENTIFIED BY 'x'");
    const db = await server.db();
    for (const [name, value] of Object.entries(DEFAULTS)) {
      await db.query(`SET GLOBAL ${name} = ${value}`).catch((error: Error) => {
        if (!/Unknown system variable|SESSION variable/.test(error.message)) throw error;
      });
    }
    await db.close();
  });
  afterAll(() => server?.stop());

  test("sets its own variables, whatever the server's defaults and init_connect are", async () => {
    const db = await connect({ ...server.admin, user: "plain", password: "x" });
    const [row] = await db.query(
      `SELECT @@sql_mode AS m, @@autocommit AS a, @@sql_select_limit AS l, @@time_zone AS z, @@group_concat_max_len AS g, @@character_set_client AS c, @@character_set_connection AS n, @@character_set_results AS r, @@sql_auto_is_null AS i, 1/3 AS d, DATE_FORMAT('2026-01-01', '%M') AS month, @@big_tables AS t, (SELECT COUNT(*) FROM information_schema.COLLATIONS x JOIN information_schema.COLLATIONS y) > 1000 AS big`,
    );
    const told = Object.fromEntries(Object.entries(row!).map(([name, value]) => [name, String(value)]));
    expect(told).toEqual({
      m: "",
      a: "1",
      l: "18446744073709551615",
      z: "+00:00",
      g: "1048576",
      c: "utf8mb4",
      n: "utf8mb4",
      r: "utf8mb4",
      i: "0",
      d: "0.3333",
      month: "January",
      t: "0",
      big: "1",
    });
    await db.close();
  });

  test("ends a transaction that init_connect began: its snapshot would show old rows", async () => {
    await server.sql(
      "CREATE DATABASE shop",
      "CREATE TABLE shop.t (id INT PRIMARY KEY)",
      "GRANT SELECT ON shop.* TO plain@'127.0.0.1'",
      "SET GLOBAL init_connect = 'START TRANSACTION WITH CONSISTENT SNAPSHOT'",
    );
    const db = await connect({ ...server.admin, user: "plain", password: "x" });
    await server.sql("INSERT INTO shop.t VALUES (1)");
    expect(await db.query("SELECT id FROM shop.t")).toEqual([{ id: 1 }]);
    await db.close();
  });
});

test("a setting that does not take effect is refused, because results would be unreliable", async () => {
  // A proxy that answers SET itself.
  const server = await play({ version: "8.0.36", answers: [[/^SHOW SESSION VARIABLES/i, DEAF]] });
  const problem = await connect(server.options).catch((error: unknown) => error);
  await server.stop();
  expect(problem).toBeInstanceOf(ConnectProblem);
  expect((problem as ConnectProblem).reason).toBe("session");
  expect((problem as ConnectProblem).message).toContain("sql_select_limit is 1000, needed: 18446744073709551615");
});

const DEAF = Object.entries({ version: "8.0.36", sql_select_limit: "1000", autocommit: "ON", sql_mode: "" }).map(
  ([name, value]) => ({ Variable_name: name, Value: value }),
);
