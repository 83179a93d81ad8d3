import type { Db } from "../connect";
import { attempt, literal } from "./attempt";

/** Runs `work` with these session variables and then restores them. With `lenient`, unknown variables are skipped. */
export async function withVariables<T>(
  db: Db,
  variables: Readonly<Record<string, string>>,
  work: () => Promise<T>,
  { lenient = false } = {},
): Promise<T> {
  const before: [string, string][] = [];
  try {
    for (const [name, value] of Object.entries(variables)) {
      const set = async () => {
        const [row] = await db.query<{ v: string | number }>(`SELECT @@SESSION.${name} AS v`);
        await db.query(`SET SESSION ${name} = ${literal(value)}`);
        before.push([name, String(row!.v)]);
      };
      if (lenient) await attempt(set);
      else await set();
    }
    return await work();
  } finally {
    for (const [name, value] of before) await db.query(`SET SESSION ${name} = ${literal(value)}`);
  }
}
