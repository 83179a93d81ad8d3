import { type Access, connect } from "./connect";
import { statements } from "./sqlSplitter";

/** Runs a script's statements one by one in one session. @throws Error with the statement's number and beginning */
export async function loadSql(access: Access, script: string): Promise<number> {
  const connection = await connect(access);
  let count = 0;
  try {
    for (const statement of statements(script)) {
      count++;
      await connection.query(statement).catch((error: Error) => {
        throw new Error(`Statement ${count} (${statement.slice(0, 80).replace(/\s+/g, " ")}): ${error.message}`);
      });
    }
    // Dumps disable autocommit and leave the last table uncommitted.
    await connection.query("COMMIT");
  } finally {
    connection.destroy();
  }
  return count;
}
