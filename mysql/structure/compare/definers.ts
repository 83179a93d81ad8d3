import { StatementProblem } from "../../connect";
import { definerSql } from "../programs/statements";
import type { StructureSide } from "../side";
import { differs, type StructureContext } from "./context";

/** Reports definers that the target lacks: their objects fail when used. */
export async function compareDefiners(context: StructureContext): Promise<void> {
  if (context.definers.size === 0) return;
  const [theirs, mine] = [await accounts(context.target), await accounts(context.source)];
  if (theirs === undefined) {
    context.notProven.push({
      reason: `target: whether the definers ${[...context.definers.keys()].join(", ")} exist: the account is not allowed to read mysql.user`,
    });
    return;
  }
  for (const [definer, { kind, name, inherited }] of context.definers) {
    // A definer that the source lacks too is not a difference.
    const orphan = inherited && mine !== undefined && !mine.has(accountKey(definer));
    if (orphan || theirs.has(accountKey(definer))) continue;
    differs(context, "definer", {
      kind,
      name,
      what: `definer ${definer} does not exist on the target`,
      source: definer,
      statements: [],
      note: `create the account on the target as it is on the source, or give its objects another definer: CREATE ${definerSql(definer)} …`,
    });
  }
}

/** User names are case-sensitive, host names are not. */
function accountKey(account: string): string {
  const at = account.lastIndexOf("@");
  return at < 0 ? account : account.slice(0, at) + account.slice(at).toLowerCase();
}

async function accounts({ db }: StructureSide): Promise<Set<string> | undefined> {
  try {
    const rows = await db.query<{ u: string; h: string }>("SELECT User AS u, Host AS h FROM mysql.user");
    return new Set(rows.map(({ u, h }) => accountKey(h === "" ? u : `${u}@${h}`)));
  } catch (error) {
    if (error instanceof StatementProblem) return undefined;
    throw error;
  }
}
