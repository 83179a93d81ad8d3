import type { ConnectOptions, Db } from "../../mysql/connect";
import { type CommandRun, runCommand, urlOf } from "./command";

export const ROWS = 1_000_000;
export const COLUMNS = ["id", "customer", "status", "amount", "note", "payload", "created"];
const SHAPE =
  "id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, customer INT NOT NULL, status ENUM('new','paid','sent') NOT NULL, amount DECIMAL(10,2) NOT NULL, note VARCHAR(100), payload VARCHAR(120) NOT NULL, created DATETIME NOT NULL";

/** Creates `bench.t` with deterministic rows, so that two servers hold the same data. */
export async function fill(db: Db): Promise<void> {
  await db.query("CREATE DATABASE bench");
  await db.query(`CREATE TABLE bench.t (${SHAPE}) CHARACTER SET utf8`);
  await db.query("CREATE TABLE bench.ids (id BIGINT NOT NULL PRIMARY KEY)");
  await db.query("INSERT INTO bench.ids VALUES (1)");
  for (let rows = 1; rows < ROWS; rows *= 2) await db.query(`INSERT INTO bench.ids SELECT id + ${rows} FROM bench.ids`);
  await db.query(
    `INSERT INTO bench.t SELECT id, CRC32(id) % 100000, 1 + id % 3, (CRC32(id * 7) % 1000000) / 100, IF(id % 10 = 0, NULL, CONCAT('note ', CRC32(id * 13) / 1e5)), CONCAT(MD5(id), MD5(id * 3), MD5(id * 5)), '2026-01-01' + INTERVAL CRC32(id * 11) % 10000000 SECOND FROM bench.ids WHERE id <= ${ROWS}`,
  );
  await db.query("DROP TABLE bench.ids");
}

/** Compares the two servers with the command; `exitCode` is the expected result. */
export async function compareCommand(
  source: ConnectOptions,
  target: ConnectOptions,
  exitCode: number,
): Promise<CommandRun> {
  const [from, to] = [urlOf(source, "bench"), urlOf(target)];
  const done = await runCommand("compare", "--source", from, "--target", to, "--wait", "0", "--data-only");
  if (done.exitCode !== exitCode) throw new Error(`compare ended with ${done.exitCode}: ${done.stdout}`);
  return done;
}
