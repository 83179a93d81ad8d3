import { randomBytes } from "node:crypto";
import { ProblemsError } from "../../model/problems";
import type { Db } from "../connect";
import { StatementProblem } from "../problem";
import { quoteText } from "../sql";
import { globalsOf } from "./globals";

/**
 * Whether two sessions are on the same server: comparing a server with itself always succeeds. A named lock held by one
 * session is visible to all sessions of its server and to no others, whatever the servers' names and server_id, even
 * with a copied server_uuid, and however they were reached. Undefined when a server has no such locks and nothing else
 * distinguishes the two.
 */
export async function onOneServer(source: Db, target: Db): Promise<boolean | undefined> {
  try {
    const name = quoteText(`dbferry_${randomBytes(12).toString("hex")}`);
    const doing = { doing: "checking whether source and target are the same server" };
    const [held] = await source.query<{ held: unknown }>(`SELECT GET_LOCK(${name}, 0) AS held`, [], doing);
    if (Number(held?.held) === 1) {
      const [seen] = await target.query<{ holder: unknown }>(`SELECT IS_USED_LOCK(${name}) AS holder`, [], doing);
      await source.query(`SELECT RELEASE_LOCK(${name}) AS released`, [], doing);
      if (seen) return seen.holder !== null;
    }
  } catch (error) {
    if (!(error instanceof StatementProblem)) throw error;
  }
  const [mine, theirs] = [await identityVariables(source), await identityVariables(target)];
  return [...mine].some(([variable, value]) => theirs.get(variable) !== value) ? false : undefined;
}

/**
 * @returns what is not proven when that cannot be determined
 * @throws ProblemsError when they are the same server
 */
export async function requireTwoServers(source: Db, target: Db, what: string): Promise<string[]> {
  const one = await onOneServer(source, target);
  if (one === undefined)
    return [`whether ${source.address} and ${target.address} are different servers could not be determined`];
  if (!one) return [];
  throw new ProblemsError(`${what} could not run`, [
    {
      path: "target",
      seen: `${target.address} is the same server as the source, ${source.address}`,
      needed: "two different servers, because a server always equals itself",
      fix: "name the server that was migrated to; check where host names, tunnels and proxies lead (SELECT @@hostname, @@port, @@datadir)",
    },
  ]);
}

/** Variables that identify a server; the same in all of its sessions. */
function identityVariables(db: Db): Promise<Map<string, string>> {
  return globalsOf(
    db,
    ["server_uuid", "server_uid", "server_id", "hostname", "port", "socket", "datadir", "pid_file"],
    "identifying the server",
  );
}
