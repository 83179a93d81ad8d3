import { randomBytes } from "node:crypto";
import type { Connection, ResultSetHeader } from "mysql2/promise";
import type { ConnectOptions } from "../../../../mysql/connect";
import { connect } from "../../../../sandbox/mysql/connect";
import type { Distribution } from "../../../../sandbox/mysql/distribution";
import { mariadb, mysql9 } from "../../../../scripts/servers/distributions";
import { type Real, start } from "../../support/servers";
import type { Product } from "./case";

export type ServerName =
  | "5.6"
  | "5.6 again"
  | "9"
  | "9 again"
  | "MariaDB"
  | "MariaDB again"
  | "5.6 with lower case names";

/** One server of the proof, with the comparison's account and an administrator's session that sets up the data. */
export interface ProofServer {
  name: ServerName;
  product: Product;
  real: Real;
  /** Has no SUPER, as on a managed instance, so that `init_connect` applies to it. */
  account: ConnectOptions;
  admin: Connection;
  /** Number of rows that the statement changed, as opposed to matched. */
  run(sql: string): Promise<number>;
}

const RIGHTS =
  "SELECT, PROCESS, RELOAD, SHOW DATABASES, REPLICATION CLIENT, REPLICATION SLAVE, EXECUTE, SHOW VIEW, EVENT, TRIGGER";

/** Servers by name, each started on first use. */
export class Servers {
  private readonly started = new Map<ServerName, Promise<ProofServer>>();

  get(name: ServerName): Promise<ProofServer> {
    let server = this.started.get(name);
    if (!server) {
      server = begin(name);
      this.started.set(name, server);
    }
    return server;
  }

  async stop(): Promise<void> {
    const servers = await Promise.allSettled(this.started.values());
    await Promise.all(
      servers.map(async (server) => {
        if (server.status === "rejected") return;
        server.value.admin.destroy();
        await server.value.real.stop();
      }),
    );
  }
}

async function begin(name: ServerName): Promise<ProofServer> {
  const distribution: Distribution | undefined = name.startsWith("9")
    ? await mysql9()
    : name.startsWith("MariaDB")
      ? await mariadb()
      : undefined;
  const lower = name.endsWith("lower case names");
  const real = await start(lower ? { "lower-case-table-names": 1 } : {}, distribution);
  const admin = await session(real);
  const password = randomBytes(9).toString("base64url");
  await admin.query(`CREATE USER 'compare'@'127.0.0.1' IDENTIFIED BY '${password}'`);
  await admin.query(`GRANT ${RIGHTS} ON *.* TO 'compare'@'127.0.0.1'`);
  return {
    name,
    product: distribution ?? { product: "mysql", version: [5, 6, 24] },
    real,
    account: { ...real.admin, user: "compare", password },
    admin,
    run: async (sql) => {
      const [result] = await admin.query<ResultSetHeader>(sql);
      return result.affectedRows;
    },
  };
}

/** A plain driver session for the administrator: the product's code is not involved in planting differences. */
async function session({ admin: { host, port, user, password } }: Real): Promise<Connection> {
  const connection = await connect({ host, port, user, password }, { flags: ["-FOUND_ROWS"] });
  await connection.query("SET SESSION sql_mode='', time_zone='+00:00', foreign_key_checks=0, wait_timeout=28800");
  return connection;
}
