import type { BenchServer } from "./server";

/** Makes `replica` replicate from `source`, and registers it for pt-table-checksum in percona.dsns. */
export async function replicate(source: BenchServer, replica: BenchServer): Promise<void> {
  const { port, user, password } = source.options;
  const [at] = await source.db.query<{ File: string; Position: number }>("SHOW MASTER STATUS");
  await replica.db.query(
    `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${port}, MASTER_USER='${user}', MASTER_PASSWORD='${password}', MASTER_LOG_FILE='${at!.File}', MASTER_LOG_POS=${at!.Position}, MASTER_AUTO_POSITION=0`,
  );
  await replica.db.query("START SLAVE");
  const own = replica.options;
  await source.db.query("CREATE DATABASE percona");
  await source.db.query(
    "CREATE TABLE percona.dsns (id INT AUTO_INCREMENT PRIMARY KEY, parent_id INT, dsn VARCHAR(255) NOT NULL)",
  );
  await source.db.query("INSERT INTO percona.dsns (dsn) VALUES (?)", [
    `h=127.0.0.1,P=${own.port},u=${own.user},p=${own.password}`,
  ]);
}

/** Returns once the replica has applied everything its source has executed so far. */
export async function caughtUp(source: BenchServer, replica: BenchServer): Promise<void> {
  const [at] = await source.db.query<{ File: string; Position: number }>("SHOW MASTER STATUS");
  await replica.db.query(`SELECT MASTER_POS_WAIT('${at!.File}', ${at!.Position}, 60)`);
}
