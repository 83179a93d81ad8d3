import type { CompareInput } from "../../../mysql/compare/types";
import { quoteName } from "../../../mysql/sql";
import type { Real } from "./servers";

const DATABASE = "ends";

/**
 * Tables that make a comparison run every kind of statement: small ones, one walked by numbers, one by text, one
 * without a key; each with a difference.
 */
export async function fill(source: Real, target: Real): Promise<void> {
  const few = Array.from({ length: 20 }, (_, n) => `(${n}, 'row ${n}')`).join(", ");
  for (const side of [source, target]) {
    await side.sql(
      `CREATE DATABASE ${DATABASE}`,
      `CREATE TABLE ${DATABASE}.small (id INT PRIMARY KEY, v VARCHAR(20))`,
      `INSERT INTO ${DATABASE}.small VALUES ${few}`,
      `CREATE TABLE ${DATABASE}.numbers (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(20))`,
      `INSERT INTO ${DATABASE}.numbers (v) SELECT v FROM ${DATABASE}.small`,
      ...Array.from({ length: 9 }, () => `INSERT INTO ${DATABASE}.numbers (v) SELECT v FROM ${DATABASE}.numbers`),
      `CREATE TABLE ${DATABASE}.words (id VARCHAR(20) PRIMARY KEY, v VARCHAR(20))`,
      `INSERT INTO ${DATABASE}.words SELECT CONCAT('key ', id), v FROM ${DATABASE}.numbers`,
      `CREATE TABLE ${DATABASE}.keyless (id INT, v VARCHAR(20))`,
      `INSERT INTO ${DATABASE}.keyless SELECT id, v FROM ${DATABASE}.numbers`,
    );
  }
  await target.sql(
    `UPDATE ${DATABASE}.numbers SET v = 'other' WHERE id IN (7, 2999)`,
    `UPDATE ${DATABASE}.words SET v = 'other' WHERE id IN ('key 7', 'key 2999')`,
    `UPDATE ${DATABASE}.keyless SET v = 'other' WHERE id = 7`,
    `UPDATE ${DATABASE}.small SET v = 'other' WHERE id = 7`,
  );
}

export function inputFor(sourcePort: number, targetPort: number, source: Real, target: Real): CompareInput {
  return {
    source: { ...source.admin, port: sourcePort },
    target: { ...target.admin, port: targetPort },
    databases: [DATABASE],
    mode: "full",
    maxChunkRows: 4_000,
    recheck: { rounds: 1, waitMs: 0 },
    watchMs: 100,
  };
}

/** Running statements on the tables, other than logins, checks, and kills of others. */
export async function leftovers(server: Real): Promise<string[]> {
  const db = await server.db();
  try {
    const rows = await db.query<{ INFO: string }>(
      `SELECT INFO FROM information_schema.PROCESSLIST WHERE COMMAND = 'Query' AND INFO LIKE '%FROM ${quoteName(DATABASE)}%' AND ID <> CONNECTION_ID()`,
    );
    return rows.map(({ INFO }) => INFO);
  } finally {
    await db.close();
  }
}
