import { describe, expect, test } from "vitest";
import type { Db } from "../../../mysql/connect";
import { statementsOf } from "../../../mysql/structure/script";
import { compareStructure, type StructureResult } from "../../../mysql/structure/structure";
import { type Kind, launch, startPair } from "../support/pair";

const PAIRS: readonly (readonly [Kind, Kind])[] = [
  ["5.6", "5.6"],
  ["9", "5.6"],
  ["5.6", "9"],
  ["9", "9"],
  ["MariaDB", "MariaDB"],
];

/** `{id}` is the type of the numeric columns that the keys relate. */
const JOINED = (id: string) => [
  `CREATE TABLE keys_.parent (id ${id} NOT NULL, code VARCHAR(10) CHARACTER SET latin1 NOT NULL, PRIMARY KEY (id), UNIQUE KEY code (code)) ENGINE=InnoDB DEFAULT CHARSET=latin1`,
  `CREATE TABLE keys_.child (id INT PRIMARY KEY, parent ${id}, code VARCHAR(10) CHARACTER SET latin1, boss INT, CONSTRAINT to_parent FOREIGN KEY (parent) REFERENCES keys_.parent (id) ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT to_code FOREIGN KEY (code) REFERENCES keys_.parent (code), CONSTRAINT to_boss FOREIGN KEY (boss) REFERENCES keys_.child (id)) ENGINE=InnoDB DEFAULT CHARSET=latin1`,
  `CREATE TABLE elsewhere.child (id INT PRIMARY KEY, parent ${id}, CONSTRAINT from_afar FOREIGN KEY (parent) REFERENCES keys_.parent (id)) ENGINE=InnoDB DEFAULT CHARSET=latin1`,
  "INSERT INTO keys_.parent VALUES (1, 'a'), (2, 'b')",
  "INSERT INTO keys_.child VALUES (1, 1, 'a', NULL), (2, 2, 'b', 1)",
  "INSERT INTO elsewhere.child VALUES (1, 2)",
];

describe.each(PAIRS)("statements from %s to %s", (from, to) => {
  const pair = startPair(from, to);

  const compared = (databases: string[]) =>
    compareStructure({ source: pair.source.admin, target: pair.target.admin, databases, settleSeconds: 0 });
  /** Runs the statements that repair the target; returns the remaining differences. */
  async function repaired(databases: string[]): Promise<{ before: StructureResult; after: StructureResult }> {
    const before = await compared(databases);
    for (const statement of statementsOf(before.differences)) await pair.there.query(statement);
    return { before, after: await compared(databases) };
  }
  async function make(db: Db, databases: string[], statements: readonly string[]): Promise<void> {
    await db.query("SET SESSION sql_mode = '', foreign_key_checks = 0");
    for (const name of databases) await db.query(`DROP DATABASE IF EXISTS ${name}`);
    await db.query("SET SESSION foreign_key_checks = 1");
    for (const name of databases)
      await db.query(`CREATE DATABASE ${name} CHARACTER SET latin1 COLLATE latin1_swedish_ci`);
    for (const statement of statements) await db.query(statement);
  }

  test("columns that foreign keys use, at either end, are changed and the keys restored", async () => {
    const both = ["keys_", "elsewhere"];
    await make(pair.here, both, JOINED("BIGINT"));
    await make(pair.there, both, JOINED("INT"));
    const { before, after } = await repaired(both);
    expect(before.differences.map(({ what }) => what)).toEqual(Array(3).fill(expect.stringMatching(/: type$/)));
    expect(after).toMatchObject({ verdict: "same", differences: [] });
    const [row] = await pair.there.query<{ n: number }>(
      "SELECT COUNT(*) AS n FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA IN ('keys_', 'elsewhere')",
    );
    expect(Number(row!.n)).toBe(4);
  });

  test("keys of databases that were not selected are kept, even if they are in the way", async () => {
    const both = ["keys_", "elsewhere"];
    const longer = JOINED("INT").map((sql) =>
      sql.replaceAll("VARCHAR(10) CHARACTER SET latin1", "VARCHAR(10) CHARACTER SET utf8"),
    );
    await make(pair.here, both, longer);
    await make(pair.there, both, JOINED("INT"));
    await pair.there.query(
      "CREATE TABLE elsewhere.coded (code VARCHAR(10) CHARACTER SET latin1, CONSTRAINT far_code FOREIGN KEY (code) REFERENCES keys_.parent (code)) ENGINE=InnoDB",
    );
    const { before, after } = await repaired(["keys_"]);
    const stuck = before.differences.filter(({ statements }) => statements.length === 0);
    // Lists both ends of the key: changing only one would make it impossible to add the key again.
    expect(Object.fromEntries(stuck.map(({ name, note }) => [name.object, note]))).toEqual({
      parent: expect.stringMatching(/`far_code` of `elsewhere`\.`coded` .* compare it too/),
      child: expect.stringMatching(/`to_code` of `keys_`\.`child` joins it to a column that cannot be changed/),
    });
    expect(after.differences.length).toBe(stuck.length);
  });

  test("a key that differs itself is created once, as on the source", async () => {
    const both = ["keys_", "elsewhere"];
    await make(pair.here, both, JOINED("BIGINT"));
    const other = JOINED("INT").map((sql) => sql.replace(" ON DELETE SET NULL ON UPDATE CASCADE", ""));
    await make(pair.there, both, other);
    const { after } = await repaired(both);
    expect(after).toMatchObject({ verdict: "same", differences: [] });
  });
});

describe.each(["5.6", "9", "MariaDB"] as const)(
  "a target (%s) that gives a TIMESTAMP NOT NULL an implicit default",
  (kind) => {
    test("gets the column without that default, or the report says why not", async () => {
      const [from, to] = await Promise.all([launch("9"), launch(kind, { "explicit-defaults-for-timestamp": "OFF" })]);
      try {
        const table = (name: string, columns: string) => `CREATE TABLE stamped.${name} (id INT PRIMARY KEY${columns})`;
        const plain = ", first TIMESTAMP NOT NULL, other TIMESTAMP NOT NULL, maybe TIMESTAMP NULL";
        for (const side of [from, to])
          await side.sql("CREATE DATABASE stamped CHARACTER SET latin1 COLLATE latin1_swedish_ci");
        await from.sql(...["whole", "added", "changed", "moved"].map((name) => table(name, plain)));
        await to.sql(
          table("added", ""),
          table(
            "changed",
            ", first TIMESTAMP NULL, other TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, maybe TIMESTAMP NULL",
          ),
          table("moved", ", maybe TIMESTAMP NULL, first TIMESTAMP NULL, other TIMESTAMP NULL"),
        );
        const compared = () =>
          compareStructure({ source: from.admin, target: to.admin, databases: ["stamped"], settleSeconds: 0 });
        const before = await compared();
        await to.sql(...statementsOf(before.differences));
        const after = await compared();
        if (kind !== "5.6") return expect(after).toMatchObject({ verdict: "same", differences: [] });
        for (const { note } of after.differences)
          expect(note).toMatch(/start it with explicit_defaults_for_timestamp = ON/);
        expect(after.verdict).toBe("differs");
      } finally {
        await Promise.all([from.stop(), to.stop()]);
      }
    });
  },
);
