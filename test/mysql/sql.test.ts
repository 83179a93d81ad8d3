import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toPaste } from "../../mysql/paste";
import { quoteAccount, quoteLiteral, quoteName, quoteTable, quoteText } from "../../mysql/sql";
import { HOSTILE } from "../model/printing/hostile/corpus";
import { CHARSETS, MODES, type Session, session } from "../model/printing/hostile/sessions";
import { distributionOf, type Real, start } from "./support/servers";

/** Any text of whole characters. */
const text = fc.string({ unit: "binary", maxLength: 40 });
const SAMPLE = 60;

describe.each(["MySQL 5.6", "MySQL 9", "MariaDB"])("on %s", (which) => {
  let server: Real;
  beforeAll(async () => {
    if (which === "MySQL 5.6") server = await start();
    else server = await start({}, await distributionOf(which === "MariaDB" ? "mariadb" : "mysql9"));
    await server.sql("CREATE DATABASE canary", "CREATE TABLE canary.t (id INT)", "CREATE DATABASE names");
  }, 300_000);
  afterAll(() => server?.stop());

  /** Runs the work in a session of each mode and character set, then checks that the canary still exists. */
  async function everywhere(charsets: readonly string[], work: (s: Session, where: string) => Promise<void>) {
    for (const mode of MODES) {
      for (const charset of charsets) {
        const one = await session(server.admin, mode, charset);
        try {
          await work(one, `sql_mode '${mode}', ${charset}`);
          expect(await one.run("SHOW TABLES FROM canary")).toEqual([[["t"]]]);
        } finally {
          await one.close();
        }
      }
    }
  }

  test("a literal has its value in every sql_mode and character set, and nothing else happens", async () => {
    const values = [...HOSTILE, ...fc.sample(text, SAMPLE)];
    await everywhere(CHARSETS, async (one, where) => {
      // One statement, so that a literal that ends early corrupts the others.
      const columns = values.map((value) => `HEX(CONVERT(${quoteText(value)} USING utf8mb4))`);
      const [row] = (await one.run(`SELECT ${columns.join(", ")}`)).flat();
      const read = row!.map((hex) => Buffer.from(String(hex), "hex").toString("utf8"));
      expect({ where, read }).toEqual({ where, read: values });
    });
  }, 120_000);

  test("a name means itself in every sql_mode, as a table's and as an account's", async () => {
    // Valid MySQL names: no NUL, no trailing blank, basic multilingual plane only; account names are short, and MySQL
    // trims them.
    const fits = (name: string) => name !== "" && !/[\0\u{d800}-\u{dfff}\u{10000}-\u{10ffff}]|[\s\0]$/u.test(name);
    const names = [...HOSTILE, ...fc.sample(text, SAMPLE)].filter(fits).filter((name) => name.length <= 64);
    const users = names.filter((name) => name.length <= 16 && name === name.trim());
    await everywhere(["utf8mb4"], async (one, where) => {
      const table = async (name: string) => {
        await one.run(`CREATE TABLE ${quoteTable("names", name)} (${quoteName(name)} INT)`);
        const there = (
          await one.run(
            "SELECT HEX(TABLE_NAME), HEX(COLUMN_NAME) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'names'",
          )
        ).flat();
        await one.run(`DROP TABLE ${quoteTable("names", name)}`);
        const hex = Buffer.from(name).toString("hex").toUpperCase();
        expect({ where, name, there }).toEqual({ where, name, there: [[hex, hex]] });
      };
      for (const name of names.slice(0, HOSTILE.length + 10)) await table(name);
      for (const user of users) {
        await one.run(`CREATE USER ${quoteAccount(user, "127.0.0.1")}`);
        const there = (
          await one.run(
            "SELECT HEX(User) FROM mysql.user WHERE Host = '127.0.0.1' AND User NOT IN (SUBSTRING_INDEX(USER(), '@', 1), 'root')",
          )
        ).flat();
        await one.run(`DROP USER ${quoteAccount(user, "127.0.0.1")}`);
        expect({ where, user, there }).toEqual({
          where,
          user,
          there: [[Buffer.from(user).toString("hex").toUpperCase()]],
        });
      }
    });
  }, 300_000);

  test("a literal in a definition ends where it should in every sql_mode, and has its value without NO_BACKSLASH_ESCAPES", async () => {
    const values = [...HOSTILE, ...fc.sample(text, SAMPLE)];
    await everywhere(["utf8mb4"], async (one, where) => {
      const [row] = (await one.run(`SELECT ${values.map((value) => `HEX(${quoteLiteral(value)})`).join(", ")}`)).flat();
      const read = row!.map((hex) => Buffer.from(String(hex), "hex").toString("utf8"));
      expect(read).toHaveLength(values.length);
      if (!where.includes("NO_BACKSLASH")) expect({ where, read }).toEqual({ where, read: values });
    });
  }, 60_000);

  test("an invalid name is refused, and nothing of it runs", async () => {
    await everywhere(["utf8mb4"], async (one, where) => {
      for (const name of ["", "a\0b", "\0", "a\0`;DROP DATABASE canary;-- "])
        await expect(one.run(`CREATE TABLE ${quoteTable("names", name)} (id INT)`), where).rejects.toThrow();
    });
  }, 60_000);

  test("a literal compared with a column of another character set uses the column's index, as a range", async () => {
    const one = await session(server.admin, "", "utf8mb4");
    try {
      const columns = {
        latin1: ["\u00e9", "a\\b"],
        utf8: ["\u00e9", "\u4e2d", "\\"],
        utf8mb4: ["\u4e2d", "\u{1f6a2}"],
      };
      for (const [charset, values] of Object.entries(columns)) {
        const table = quoteTable("canary", charset);
        await one.run(`CREATE TABLE ${table} (k VARCHAR(20) CHARACTER SET ${charset} PRIMARY KEY, v INT)`);
        const rows = Array.from({ length: 2000 }, (_, n) => `('k${n}',${n})`);
        await one.run(`INSERT INTO ${table} VALUES ${rows.join(",")},(${quoteText(`${values[0]}x`)},0)`);
        for (const value of values) {
          for (const where of [`k >= ${quoteText(value)}`, `k IN (${quoteText(value)},'x')`]) {
            const sql = `SELECT v FROM ${table} FORCE INDEX (PRIMARY) WHERE ${where}`;
            const json = String((await one.run(`EXPLAIN FORMAT=JSON ${sql}`)).flat()[0]![0]);
            // MySQL 9 reports every index access as "index", with the kind in a separate field.
            const read =
              (/"index_access_type": "(\w+)"/.exec(json) ?? /"access_type": "(\w+)"/.exec(json))?.[1] ?? json;
            expect({ charset, where, read }).toEqual({
              charset,
              where,
              read: expect.stringMatching(/^(index_)?range(_scan)?$/),
            });
          }
        }
        await one.run(`DROP TABLE ${table}`);
      }
    } finally {
      await one.close();
    }
  }, 120_000);

  test("a statement to paste does nothing else, even in a session with another character set", async () => {
    const pool = [
      ...HOSTILE.filter((name) => !name.includes("\0")),
      "\u4e2d",
      "\u7e23",
      "x;DROP DATABASE canary;",
      "p",
    ];
    const pairs = [
      ...["`;DROP DATABASE canary;-- ", ";DROP DATABASE canary;-- ", "DROP DATABASE canary;"].map(
        (name) => ["\u4e2d", name] as const,
      ),
      ...fc.sample(fc.tuple(fc.constantFrom(...pool), fc.constantFrom(...pool)), 25),
    ];
    await everywhere(CHARSETS, async (one) => {
      for (const [database, table] of pairs) {
        const statements = [
          toPaste(`DROP TABLE IF EXISTS ${quoteTable(`no ${database}`, table)};`),
          toPaste(`DROP TABLE IF EXISTS ${quoteTable(database, table)};`),
          toPaste(`GRANT SELECT ON ${quoteName(database)}.* TO ${quoteAccount(table, database)};`),
        ];
        // A refusal for a missing schema or account does not matter: only the canary does.
        for (const statement of [...statements, statements.join("\n")]) await one.run(statement).catch(() => {});
      }
    });
  }, 300_000);
});

test.each(HOSTILE)("a statement to paste with %j in it is one line that a terminal shows as it is", (name) => {
  const statement = toPaste(`DROP DATABASE \`${name.replace(/`/g, "``")}\`;`);
  expect(statement).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\x00-\x1f\u0080-\u009f\u202e\u200b]/.test(name)) expect(statement).toMatch(/^-- do not paste/);
});
