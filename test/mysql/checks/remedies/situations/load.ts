import type { MigrationFacts } from "../../../../../mysql/migrationFacts";
import { ALL, EACH, type Situation, table } from "../situation";
import type { Stage } from "../stage";

const COPY_OF = "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = 1, MASTER_USER = 'nobody'";
const COPY_OF_9 = "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = 1, SOURCE_USER = 'nobody'";
const prepared = [
  "XA START 'one','two',7",
  "INSERT INTO shop.t VALUES (1)",
  "XA END 'one','two',7",
  "XA PREPARE 'one','two',7",
];

/** A statement that waits until an earlier session releases its lock. */
async function waiting(stage: Stage): Promise<void> {
  const first = await stage.hold("source", "START TRANSACTION", "SELECT * FROM shop.t");
  const second = await stage.hold("source");
  // Whether it succeeds or fails does not matter: it only has to be visible while it waits.
  stage.pending = second.query("ALTER TABLE shop.t ADD COLUMN b INT").catch(() => {});
  stage.release = () => first.query("COMMIT");
  const sees = await stage.hold("source");
  for (let seen = 0; seen === 0; )
    seen = (await sees.query("SELECT ID FROM information_schema.PROCESSLIST WHERE STATE LIKE '%metadata lock%'"))
      .length;
}

/** A task has started, and the target's previous contents are recorded. */
const COPYING: MigrationFacts = { before: { databases: { shop: { stood: false } } } };

export const load: Situation[] = [
  {
    check: "C27",
    name: "a prepared transaction",
    pairs: ["9 to MariaDB", "MariaDB to 9"],
    source: [table("id INT PRIMARY KEY"), ...prepared],
  },
  {
    check: "C28",
    name: "a transaction of more than a minute",
    pairs: ["MariaDB to 9"],
    slow: true,
    plant: async (stage) => {
      await stage.hold("source", "START TRANSACTION WITH CONSISTENT SNAPSHOT");
      const waits = await stage.hold("source");
      for (let n = 0; n < 61; n += 1) await waits.query("SELECT SLEEP(1)");
    },
  },
  {
    check: "C29",
    name: "a table that is being altered",
    pairs: ["5.6 to 5.6"],
    source: [table("id INT PRIMARY KEY")],
    plant: waiting,
    follows: [
      {
        line: /wait until it has ended/,
        does: {
          run: async (stage) => {
            await stage.release?.();
            await stage.pending;
          },
        },
      },
    ],
  },
  {
    check: "C29",
    name: "a table of an online schema change",
    pairs: ["5.6 to 5.6"],
    source: ["CREATE TABLE shop._t_gho (id INT PRIMARY KEY)"],
    follows: [{ line: /finish or drop them/, does: { source: ["DROP TABLE shop._t_gho"] } }],
  },
  {
    check: "C57",
    name: "a table of the same name",
    pairs: ALL,
    source: [table("id INT")],
    target: ["CREATE DATABASE shop", table("id INT")],
  },
  {
    check: "C57",
    name: "a table of the same name, before a migration has copied anything",
    pairs: ["5.6 to 5.6"],
    source: [table("id INT")],
    target: ["CREATE DATABASE shop", table("id INT")],
    input: { migration: {} },
    // A different database on the target is not in the way.
    leaves: "warning",
    follows: [
      { line: /leave the database out/, does: { input: { databases: ["mall"] }, source: ["CREATE DATABASE mall"] } },
    ],
  },
  ...[COPYING, { cutOver: true }].map(
    (migration): Situation => ({
      check: "C57",
      name: `a database added ${migration.cutOver ? "after the cutover" : "while the task copies"}`,
      pairs: ["5.6 to 5.6"],
      source: [table("id INT")],
      target: ["CREATE DATABASE shop", table("id INT")],
      input: { databases: ["shop", "mall"], migration },
      // Nothing on the target is changed: the table is still there.
      stays: "what is on the target stays, whatever is followed",
      follows: [{ line: /remove nothing there/, does: { target: ["SELECT id FROM shop.t"] } }],
    }),
  ),
  ...[COPYING, { cutOver: true }].map(
    (migration): Situation => ({
      check: "C58",
      name: `the target is a replica, ${migration.cutOver ? "after the cutover" : "while the task copies"}`,
      pairs: ["5.6 to 5.6"],
      target: [COPY_OF],
      input: { migration },
      stays: "the task's own replication goes on",
      follows: [{ line: /leave it unchanged/, does: { target: ["SHOW SLAVE STATUS"] } }],
    }),
  ),
  { check: "C58", name: "the target is a replica", pairs: ["5.6 to 5.6", "9 to MariaDB"], target: [COPY_OF] },
  { check: "C58", name: "the target is a replica", pairs: ["5.6 to 9"], target: [COPY_OF_9] },
  {
    check: "C59",
    name: "too little space",
    pairs: ["5.6 to 5.6"],
    source: [table("id INT PRIMARY KEY")],
    input: { spaceBytes: 1000 },
    follows: [{ line: /enlarge the target's volume/, does: { input: { spaceBytes: 1e9 } } }],
  },
  {
    check: "C59",
    name: "space that is not known",
    pairs: ["5.6 to 5.6"],
    unseen: true,
    follows: [{ line: /--space/, does: { input: { spaceBytes: 1e9 } } }],
  },
  {
    check: "C72",
    name: "a slow line",
    pairs: EACH,
    source: [table("id INT PRIMARY KEY")],
    input: { bandwidthMbps: 4e-7 },
    follows: [{ line: /a faster line/, does: { input: { bandwidthMbps: 100 } } }],
  },
];
