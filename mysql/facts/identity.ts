import type { Db } from "../connect";
import { globalsOf } from "./globals";

/**
 * Identifies a server however it was reached: its UUID or, on MariaDB and old versions, the host name, port and data
 * directory.
 */
export async function identityOf(db: Db): Promise<string> {
  const names = ["server_uuid", "hostname", "port", "datadir", "server_id"];
  const variables = await globalsOf(db, names, "identifying the server");
  return variables.get("server_uuid") ?? JSON.stringify([...variables].sort());
}
