import { randomBytes } from "node:crypto";
import type { ServerRef } from "../world/types";
import { type Access, withAdmin } from "./connect";

/**
 * The privileges of a customer's account on a managed instance: everything but SUPER, FILE, SHUTDOWN and tablespaces, with the right to
 * grant them.
 */
const PRIVILEGES = [
  "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES",
  "CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW",
  "CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER",
].join(", ");

/** Creates the customer's high-privilege account `user`@'%' with a random password, as the vendor does with the instance. */
export async function createCustomerAdmin(server: ServerRef, user: string): Promise<Access> {
  const password = randomBytes(12).toString("base64url");
  await withAdmin(server, async (admin) => {
    await admin.query("CREATE USER ?@'%' IDENTIFIED BY ?", [user, password]);
    await admin.query(`GRANT ${PRIVILEGES} ON *.* TO ?@'%' WITH GRANT OPTION`, [user]);
  });
  return { host: server.host, port: server.port, user, password };
}
