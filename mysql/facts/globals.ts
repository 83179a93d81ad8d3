import type { Db } from "../connect";

/**
 * Server-wide variables by their names in lower case, those that the server has.
 * @param doing for the message when the server refuses
 */
export async function globalsOf(
  db: Pick<Db, "query">,
  names: readonly string[],
  doing?: string,
): Promise<Map<string, string>> {
  const rows = await db.query(
    `SHOW GLOBAL VARIABLES WHERE Variable_name IN (${names.map((name) => `'${name}'`).join(", ")})`,
    [],
    doing === undefined ? {} : { doing },
  );
  const found = rows.map((row): [string, string] => {
    const [name, value] = Object.values(row).map(String);
    return [name!.toLowerCase(), value!];
  });
  return new Map(found.filter(([name]) => names.includes(name)));
}
