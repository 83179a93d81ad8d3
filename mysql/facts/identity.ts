import type { Db } from "../connect";
import { globalsOf } from "./globals";

/** What tells a server from every other, whichever way it was reached: its UUID, or where MariaDB and old versions run. */
export async function identityOf(db: Db): Promise<string> {
  const names = ["server_uuid", "hostname", "port", "datadir", "server_id"];
  const variables = await globalsOf(db, names, "reading which server it is");
  return variables.get("server_uuid") ?? JSON.stringify([...variables].sort());
}
