import { serverFacts } from "../../model/mysql/server";
import type { ConnectOptions } from "../connectOptions";
import type { Db } from "../db";
import { hasReadOnlyTransactions } from "../dialect";
import { ConnectProblem } from "../problem";
import { FIRST, notTaken, SESSION_SQL, setSql, settingsOf, unlike } from "../session";
import type { Attempt } from "./attempt";

/**
 * Sets every session variable that affects results, verifies them, and reads the server's facts into `db`.
 * @throws ConnectProblem `session` when a setting did not take effect
 */
export async function prepare(
  db: Db,
  options: ConnectOptions,
  attempt: Pick<Attempt, "left">,
  charset: "utf8mb4" | "utf8",
): Promise<void> {
  // Read at each statement: a later one must end at the attempt's deadline too, with its own reason.
  const limits = () => ({ timeoutMs: attempt.left, doing: "setting up the session" });
  const ask = async () => {
    const rows = await db.query<{ Variable_name: string; Value: string }>(SESSION_SQL, [], limits());
    return new Map(rows.map((row) => [row.Variable_name.toLowerCase(), String(row.Value ?? "")]));
  };
  await db.query(`SET ${setSql(FIRST)}`, [], limits());
  const before = await ask();
  const settings = settingsOf(before);
  const missing = unlike(settings, before);
  if (missing.length > 0) await db.query(`SET ${setSql(missing)}`, [], limits());
  await db.query(`SET NAMES ${charset} COLLATE ${charset}_general_ci`, [], limits());
  const all = await ask();
  const wrong = notTaken([...FIRST, ...settings], charset, all);
  if (wrong.length > 0) {
    throw new ConnectProblem(
      "session",
      db.address,
      `the session's settings did not take effect: ${wrong.join("; ")}`,
      "check for anything between dbferry and the server (such as a proxy that handles SET itself), and connect directly",
    );
  }
  db.maxPacket = Number(all.get("max_allowed_packet") ?? 0);
  db.server = serverFacts(
    {
      version: all.get("version") ?? "",
      versionComment: all.get("version_comment") ?? "",
      basedir: all.get("basedir") ?? "",
      operatorVariables: [...all.keys()].filter((name) => name.startsWith("rds_")),
    },
    options.profile,
  );
  if (options.readOnly && hasReadOnlyTransactions(db.server)) {
    await db.query("SET SESSION TRANSACTION READ ONLY", [], limits());
  }
}
