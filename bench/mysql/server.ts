import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConnectOptions, connect, type Db } from "../../mysql/connect";
import { MysqlServer } from "../../sandbox/mysql/server";

export interface BenchServer {
  options: ConnectOptions;
  db: Db;
  stop(): Promise<void>;
}

/** MySQL 5.6.24 with a buffer pool large enough for the test data, and no statement timeout. */
/** Two servers, both populated by `fill`. */
export async function pairForBench(id: number, fill: (db: Db) => Promise<void>): Promise<[BenchServer, BenchServer]> {
  const pair = await Promise.all([serverForBench(id), serverForBench(id + 100)]);
  try {
    await Promise.all(pair.map(({ db }) => fill(db)));
    return pair;
  } catch (error) {
    await stopAll(pair);
    throw error;
  }
}

export async function stopAll(servers: readonly BenchServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}

export async function serverForBench(serverId: number): Promise<BenchServer> {
  const dir = await mkdtemp(join(tmpdir(), "dbferry-bench-"));
  const server = await MysqlServer.start({
    dir,
    serverId,
    // A separate temporary folder: servers sharing one would find each other's files.
    options: {
      tmpdir: dir,
      "innodb-buffer-pool-size": "768M",
      "innodb-log-file-size": "128M",
      "table-open-cache": 4000,
    },
  });
  const options: ConnectOptions = {
    host: "127.0.0.1",
    port: server.ref.port,
    ...server.ref.admin,
    statementTimeoutMs: 600_000,
  };
  const db = await connect(options);
  return {
    options,
    db,
    stop: async () => {
      await db.close();
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
