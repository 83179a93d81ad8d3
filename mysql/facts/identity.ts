import type { Db } from "../connect";

/** What tells a server from every other, whichever way it was reached: its UUID, or where MariaDB and old versions run. */
export async function identityOf(db: Db): Promise<string> {
  const rows = await db.query(
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid', 'hostname', 'port', 'datadir', 'server_id')",
    [],
    { doing: "reading which server it is" },
  );
  const variables = new Map(rows.map((row) => Object.values(row).map(String) as [string, string]));
  return variables.get("server_uuid") ?? JSON.stringify([...variables].sort());
}
