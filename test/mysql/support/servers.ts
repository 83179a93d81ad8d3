import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConnectOptions, connect, type Db } from "../../../mysql/connect";
import type { Distribution } from "../../../sandbox/mysql/distribution";
import type { MysqldOptions } from "../../../sandbox/mysql/options";
import { MysqlServer } from "../../../sandbox/mysql/server";
import { mariadb, mysql9 } from "../../../scripts/servers/distributions";

/** A real server in a test, and its administrator's connection. */
export interface Real {
  /** Such as `MySQL 5.6.24`. */
  label: string;
  admin: ConnectOptions;
  /** Runs statements in one session as the administrator. */
  sql(...statements: string[]): Promise<void>;
  db(): Promise<Db>;
  server: MysqlServer;
  stop(): Promise<void>;
}

let nextId = 100;

/** Starts MySQL 5.6.24 (or the given distribution) in a separate folder. */
export async function start(options: MysqldOptions = {}, distribution?: Distribution): Promise<Real> {
  const dir = mkdtempSync(join(tmpdir(), "dbferry-mysql-"));
  nextId += 1;
  const server = await MysqlServer.start({ dir, serverId: nextId, options: { tmpdir: dir, ...options }, distribution });
  const admin: ConnectOptions = {
    host: "127.0.0.1",
    port: server.ref.port,
    ...server.ref.admin,
    tls: distribution && tlsOf(server),
  };
  const { product, version } = distribution ?? { product: "mysql", version: [5, 6, 24] };
  return {
    label: `${product === "mariadb" ? "MariaDB" : "MySQL"} ${version.join(".")}`,
    admin,
    server,
    db: () => connect(admin),
    sql: async (...statements) => {
      const db = await connect(admin);
      try {
        for (const statement of statements) await db.query(statement);
      } finally {
        await db.close();
      }
    },
    stop: async () => {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * Verifies a server by its self-generated certificates, if it has any: such a server requests full passwords, which are
 * only sent to a verified server.
 */
function tlsOf(server: MysqlServer): ConnectOptions["tls"] {
  const ca = join(server.dir, "data/ca.pem");
  return existsSync(ca) ? { mode: "verify", ca } : undefined;
}

/**
 * A server that tests need besides MySQL 5.6; without it, they fail rather than being skipped.
 * @throws Error naming the missing packages
 */
export function distributionOf(which: "mariadb" | "mysql9"): Promise<Distribution> {
  return which === "mariadb" ? mariadb() : mysql9();
}
