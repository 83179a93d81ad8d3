import { spawn } from "node:child_process";
import { join } from "node:path";
import { isClassic, isMaria, type Product } from "./case";
import type { ProofServer, ServerName, Servers } from "./servers";

/** One change of the target's structure, with unchanged rows. The command's output must contain `told`. */
interface StructureChange {
  name: string;
  told: string;
  change: readonly string[];
  /** Default: every server. */
  on?: (server: Product) => boolean;
}

/** Definitions on both sides; `{d}` is the database. */
const SCHEMA = [
  "CREATE TABLE {d}.parent (id INT PRIMARY KEY, code VARCHAR(10) NOT NULL, UNIQUE KEY code_once (code)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COMMENT='parents'",
  "CREATE TABLE {d}.child (id INT AUTO_INCREMENT PRIMARY KEY, parent INT NOT NULL, note VARCHAR(20) DEFAULT 'none' COMMENT 'a note', amount DECIMAL(10,2) NOT NULL DEFAULT 0, at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, KEY by_note (note), CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES {d}.parent (id) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8",
  "CREATE TABLE {d}.parts (id INT NOT NULL, y INT NOT NULL, PRIMARY KEY (id, y)) ENGINE=InnoDB DEFAULT CHARSET=utf8 PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (2010), PARTITION p1 VALUES LESS THAN MAXVALUE)",
  "INSERT INTO {d}.parent VALUES (1, 'a'), (2, 'b')",
  "INSERT INTO {d}.child (id, parent, at) VALUES (1, 1, '2020-01-01'), (2, 2, '2020-01-01')",
  "CREATE DEFINER='compare'@'127.0.0.1' VIEW {d}.seen AS SELECT id, note FROM {d}.child",
  "CREATE DEFINER='compare'@'127.0.0.1' TRIGGER {d}.child_in BEFORE INSERT ON {d}.child FOR EACH ROW SET NEW.note = 'new'",
  "CREATE DEFINER='compare'@'127.0.0.1' PROCEDURE {d}.tidy() COMMENT 'tidies' DELETE FROM {d}.child WHERE id < 0",
  "CREATE DEFINER='compare'@'127.0.0.1' FUNCTION {d}.twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2",
  "CREATE DEFINER='compare'@'127.0.0.1' EVENT {d}.nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO DELETE FROM {d}.child WHERE id < 0",
];

const VIEW = "CREATE OR REPLACE DEFINER='compare'@'127.0.0.1'";
const one = (name: string, told: string, ...change: string[]): StructureChange => ({ name, told, change });

const CHANGES: readonly StructureChange[] = [
  one("a view is missing", "seen", "DROP VIEW {d}.seen"),
  one("a view selects something else", "seen", `${VIEW} VIEW {d}.seen AS SELECT id, amount AS note FROM {d}.child`),
  one("a view's security", "seen", `${VIEW} SQL SECURITY INVOKER VIEW {d}.seen AS SELECT id, note FROM {d}.child`),
  one(
    "a view's definer",
    "seen",
    "CREATE OR REPLACE DEFINER='other'@'127.0.0.1' VIEW {d}.seen AS SELECT id, note FROM {d}.child",
  ),
  one("a trigger is missing", "child_in", "DROP TRIGGER {d}.child_in"),
  one(
    "a trigger's text",
    "child_in",
    "DROP TRIGGER {d}.child_in",
    "CREATE DEFINER='compare'@'127.0.0.1' TRIGGER {d}.child_in BEFORE INSERT ON {d}.child FOR EACH ROW SET NEW.note = 'New'",
  ),
  one(
    "a trigger's time",
    "child_in",
    "DROP TRIGGER {d}.child_in",
    "CREATE DEFINER='compare'@'127.0.0.1' TRIGGER {d}.child_in BEFORE UPDATE ON {d}.child FOR EACH ROW SET NEW.note = 'new'",
  ),
  one("a procedure is missing", "tidy", "DROP PROCEDURE {d}.tidy"),
  one(
    "a procedure's text",
    "tidy",
    "DROP PROCEDURE {d}.tidy",
    "CREATE DEFINER='compare'@'127.0.0.1' PROCEDURE {d}.tidy() COMMENT 'tidies' DELETE FROM {d}.child WHERE id < 1",
  ),
  one("a procedure's comment", "tidy", "ALTER PROCEDURE {d}.tidy COMMENT 'other'"),
  one("a procedure's security", "tidy", "ALTER PROCEDURE {d}.tidy SQL SECURITY INVOKER"),
  one("a function is missing", "twice", "DROP FUNCTION {d}.twice"),
  one(
    "a function's type",
    "twice",
    "DROP FUNCTION {d}.twice",
    "CREATE DEFINER='compare'@'127.0.0.1' FUNCTION {d}.twice(n INT) RETURNS BIGINT DETERMINISTIC RETURN n * 2",
  ),
  one("an event is missing", "nightly", "DROP EVENT {d}.nightly"),
  one("an event is disabled", "nightly", "ALTER EVENT {d}.nightly DISABLE"),
  one("an event's schedule", "nightly", "ALTER EVENT {d}.nightly ON SCHEDULE EVERY 2 DAY STARTS '2037-01-01 00:00:00'"),
  one("an event's completion", "nightly", "ALTER EVENT {d}.nightly ON COMPLETION PRESERVE"),
  one("a UNIQUE key is missing", "code_once", "ALTER TABLE {d}.parent DROP KEY code_once"),
  one(
    "a UNIQUE key is an ordinary one",
    "code_once",
    "ALTER TABLE {d}.parent DROP KEY code_once, ADD KEY code_once (code)",
  ),
  one("a key is missing", "by_note", "ALTER TABLE {d}.child DROP KEY by_note"),
  one("a key has a prefix", "by_note", "ALTER TABLE {d}.child DROP KEY by_note, ADD KEY by_note (note(3))"),
  one("a key more", "more", "ALTER TABLE {d}.child ADD KEY more (amount)"),
  one("AUTO_INCREMENT is behind", "child", "ALTER TABLE {d}.child AUTO_INCREMENT = 500"),
  one("AUTO_INCREMENT is gone", "id", "ALTER TABLE {d}.child MODIFY id INT NOT NULL"),
  one("a column is wider", "note", "ALTER TABLE {d}.child MODIFY note VARCHAR(30) DEFAULT 'none' COMMENT 'a note'"),
  one("a column's type", "amount", "ALTER TABLE {d}.child MODIFY amount DECIMAL(12,2) NOT NULL DEFAULT 0"),
  one("a column may be NULL", "amount", "ALTER TABLE {d}.child MODIFY amount DECIMAL(10,2) NULL DEFAULT 0"),
  one("a column's default", "note", "ALTER TABLE {d}.child ALTER note SET DEFAULT 'some'"),
  one("a column's default is gone", "note", "ALTER TABLE {d}.child ALTER note DROP DEFAULT"),
  one(
    "a column updates itself",
    "at",
    "ALTER TABLE {d}.child MODIFY at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
  ),
  one(
    "a column's comment",
    "note",
    "ALTER TABLE {d}.child MODIFY note VARCHAR(20) DEFAULT 'none' COMMENT 'another note'",
  ),
  one(
    "a column's collation",
    "code",
    "ALTER TABLE {d}.parent MODIFY code VARCHAR(10) CHARACTER SET utf8 COLLATE utf8_bin NOT NULL",
  ),
  one(
    "columns in another order",
    "child",
    "ALTER TABLE {d}.child MODIFY amount DECIMAL(10,2) NOT NULL DEFAULT 0 AFTER parent",
  ),
  one("a table's comment", "parent", "ALTER TABLE {d}.parent COMMENT = 'others'"),
  one("a table's collation", "parent", "ALTER TABLE {d}.parent DEFAULT COLLATE utf8_bin"),
  one("a table's row format", "parent", "ALTER TABLE {d}.parent ROW_FORMAT = REDUNDANT"),
  one("a table's engine", "parts", "ALTER TABLE {d}.parts REMOVE PARTITIONING"),
  one(
    "a partition more",
    "parts",
    "ALTER TABLE {d}.parts REORGANIZE PARTITION p1 INTO (PARTITION p1 VALUES LESS THAN (2020), PARTITION p2 VALUES LESS THAN MAXVALUE)",
  ),
  one("a foreign key is missing", "child_parent", "ALTER TABLE {d}.child DROP FOREIGN KEY child_parent"),
  one(
    "a foreign key's action",
    "child_parent",
    "ALTER TABLE {d}.child DROP FOREIGN KEY child_parent",
    "ALTER TABLE {d}.child ADD CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES {d}.parent (id) ON DELETE RESTRICT ON UPDATE CASCADE",
  ),
  one("the database's collation", "", "ALTER DATABASE {d} COLLATE utf8_bin"),
  one("a view more", "extra_view", "CREATE VIEW {d}.extra_view AS SELECT 1 AS one"),
  {
    ...one("a CHECK more", "positive", "ALTER TABLE {d}.child ADD CONSTRAINT positive CHECK (amount >= 0)"),
    on: (server) => !isClassic(server),
  },
  {
    ...one(
      "a column that is computed",
      "amount",
      "ALTER TABLE {d}.child MODIFY amount DECIMAL(10,2) GENERATED ALWAYS AS (0) STORED",
    ),
    on: (server) => isMaria(server),
  },
];

const PAIRS: readonly (readonly [ServerName, ServerName])[] = [
  ["5.6", "5.6 again"],
  ["5.6", "9"],
  ["5.6", "MariaDB"],
];

/** Makes each change in a separate database whose rows stay equal, and runs `dbferry compare` on it. */
export async function tryStructure(
  servers: Servers,
  say: (line: string) => void = () => {},
): Promise<{ tried: number; found: number; missed: string[] }> {
  const totals = { tried: 0, found: 0, missed: [] as string[] };
  for (const [from, to] of PAIRS) {
    const [source, target] = await Promise.all([servers.get(from), servers.get(to)]);
    const changes = CHANGES.filter(({ on = () => true }) => on(target.product));
    for (const { name, told, change } of changes) {
      const database = `s${totals.tried}`;
      totals.tried += 1;
      const here = `\`${database}\``;
      for (const side of [source, target]) {
        await side.run(`CREATE DATABASE ${here} CHARACTER SET utf8`);
        for (const sql of SCHEMA) await side.run(sql.replaceAll("{d}", here));
      }
      let seen = "";
      try {
        for (const sql of change) await target.run(sql.replaceAll("{d}", here));
        const { code, out } = await ask(source, target, database);
        if (code === 1 && out.includes(told)) totals.found += 1;
        else seen = `exit code ${code}`;
      } catch (error) {
        seen = `not planted: ${(error as Error).message}`;
      }
      if (seen) totals.missed.push(`structure, ${from} to ${to}: ${name}: ${seen}`);
      for (const side of [source, target]) await side.run(`DROP DATABASE ${here}`);
    }
    say(`structure: ${from} to ${to}: ${totals.found} of ${totals.tried} found so far`);
  }
  return totals;
}

function ask(
  source: ProofServer,
  target: ProofServer,
  database: string,
): Promise<{ code: number | null; out: string }> {
  const url = ({ real }: ProofServer) => `mysql://${real.admin.user}@127.0.0.1:${real.admin.port}/${database}`;
  const args = [
    "cli/bin/dbferry.js",
    "compare",
    "--source",
    url(source),
    "--target",
    url(target),
    "--looks",
    "0",
    "--json",
  ];
  const env = {
    ...process.env,
    DBFERRY_SOURCE_PASSWORD: source.real.admin.password,
    DBFERRY_TARGET_PASSWORD: target.real.admin.password,
  };
  const child = spawn(process.execPath, [join(process.cwd(), args[0]!), ...args.slice(1)], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out })));
}
