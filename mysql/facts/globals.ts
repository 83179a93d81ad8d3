import type { Db } from "../connect";

/**
 * Those of these server-wide variables that the server has; names in lower case.
 * @param doing for the error message when the server refuses
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
