import { describeOwner, readMark } from "../../model/expiry";
import type { Db } from "../connect";
import { keepsComments } from "../dialect";
import { toPaste } from "../paste";
import { quoteAccount, quoteLiteral, quoteText } from "../sql";
import { AccountProblem, type AccountSpec } from "./spec";

/** ` COMMENT '…'`; empty without a mark, or where the server has no account comments. */
export function commentClause(server: Db["server"], { owner }: AccountSpec): string {
  return owner?.mark && keepsComments(server) ? ` COMMENT ${quoteLiteral(owner.mark)}` : "";
}

/**
 * An existing account is taken over only if its mark matches or the caller says so.
 * @throws AccountProblem when it belongs to somebody else, or nothing shows whose it is
 */
export async function refuseForeignAccount(db: Db, spec: AccountSpec, host: string): Promise<void> {
  const { owner, owned, user } = spec;
  if (!owner || owned || owner.adopted) return;
  const theirs = readMark(await commentOf(db, user, host));
  const mine = readMark(owner.mark);
  if (theirs?.state !== undefined ? theirs.state === mine?.state : owner.byName) return;
  const who = quoteAccount(user, host);
  throw new AccountProblem(
    `${db.address}: an account ${who} already exists, ${describeOwner(theirs)}; it is not touched. Choose another name; or, if it is yours ` +
      `and no stack uses it any more, adopt it (adopt: ${user}), or drop it, and its privileges are lost: ${toPaste(`DROP USER ${who}`)}`,
  );
}

async function commentOf(db: Db, user: string, host: string): Promise<string | undefined> {
  if (!keepsComments(db.server)) return undefined;
  const rows = await db.query<{ c: string | null }>(
    "SELECT JSON_UNQUOTE(JSON_EXTRACT(ATTRIBUTE, '$.comment')) AS c FROM information_schema.USER_ATTRIBUTES " +
      `WHERE USER = ${quoteText(user)} AND HOST = ${quoteText(host)}`,
    [],
    { doing: "reading the owner of the account" },
  );
  return rows[0]?.c ?? undefined;
}
