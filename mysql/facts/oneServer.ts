import { randomBytes } from "node:crypto";
import { ProblemsError } from "../../model/problems";
import type { Db } from "../connect";
import { StatementProblem } from "../problem";
import { quoteText } from "../sql";
import { globalsOf } from "./globals";

/**
 * Whether two sessions are on one server: what is compared with itself is always the same. A named lock that one session holds is seen by
 * every session of its server and by no other, whatever name, server_id or copied server_uuid the servers have, and whichever way they
 * were reached. Undefined where a server has no such locks and tells nothing apart.
 */
export async function onOneServer(source: Db, target: Db): Promise<boolean | undefined> {
  try {
    const name = quoteText(`dbferry_${randomBytes(12).toString("hex")}`);
    const doing = { doing: "asking whether source and target are one server" };
    const [held] = await source.query<{ held: unknown }>(`SELECT GET_LOCK(${name}, 0) AS held`, [], doing);
    if (Number(held?.held) === 1) {
      const [seen] = await target.query<{ holder: unknown }>(`SELECT IS_USED_LOCK(${name}) AS holder`, [], doing);
      await source.query(`SELECT RELEASE_LOCK(${name}) AS released`, [], doing);
      if (seen) return seen.holder !== null;
    }
  } catch (error) {
    if (!(error instanceof StatementProblem)) throw error;
  }
  const [mine, theirs] = [await toldBy(source), await toldBy(target)];
  return [...mine].some(([variable, value]) => theirs.get(variable) !== value) ? false : undefined;
}

/** @throws ProblemsError when they are one server; what is not proven where that cannot be told */
export async function mustBeTwo(source: Db, target: Db, what: string): Promise<string[]> {
  const one = await onOneServer(source, target);
  if (one === undefined) return [`whether ${source.address} and ${target.address} are two servers could not be seen`];
  if (!one) return [];
  throw new ProblemsError(`${what} could not run`, [
    {
      path: "target",
      seen: `${target.address} is the same server as the source, ${source.address}`,
      needed: "two servers: whatever is compared with itself is the same",
      fix: "name the server that was migrated to; look where host names, tunnels and proxies lead (SELECT @@hostname, @@port, @@datadir)",
    },
  ]);
}

/** What a server says of itself; the same for all of its sessions. */
function toldBy(db: Db): Promise<Map<string, string>> {
  return globalsOf(
    db,
    ["server_uuid", "server_uid", "server_id", "hostname", "port", "socket", "datadir", "pid_file"],
    "asking who the server is",
  );
}
