import { mariadbAtLeast, mysqlAtLeast } from "../../model/mysql/server";
import { type Check, type CheckContext, fail, type Outcome, pass, some, undetermined, warn } from "../check";
import { programs } from "../facts/programs";
import { type User, users } from "../facts/users";
import { grantForCheck, seen } from "../facts/visibility";
import { toPaste } from "../paste";
import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";
import { quoteAccount } from "../sql";

/** The definer of every view and routine exists on the target. */
export const c54: Check = {
  id: "C54",
  title: "Definers exist on the target",
  group: "Objects",
  side: "both",
  reads: "DEFINER of views, routines, triggers and events; mysql.user of both",
  source: "Huawei DRS, Alibaba DTS (turns DEFINER into INVOKER), Google DMS (fails)",
  async run(context) {
    return seen(context.source, context.selection, ["procedure", "function", "trigger", "event"], await judge(context));
  },
};

async function judge({ source, target, selection }: CheckContext): Promise<Outcome> {
  const needed = "every definer is an account of the target";
  const all = (await programs(source, selection)).filter((one) => one.security === "DEFINER" && one.definer !== "");
  const definers = [...new Set(all.map((one) => one.definer))];
  if (definers.length === 0) return pass("no object runs as its definer", needed);
  const [here, there] = [await accounts(source), await accounts(target)];
  if (there === undefined)
    return undetermined(
      `definers: ${some(definers)}; the account lacks the privilege to read mysql.user on the target`,
      needed,
      await grantForCheck(target, [{ right: "SELECT", on: "mysql.user" }]),
    );
  const missing = definers.filter((one) => !there.has(one));
  if (missing.length === 0) return pass(`${definers.length} definers, all of which exist`, needed);
  // Nobody should be able to log in as a definer.
  const lock = mysqlAtLeast(target.server, 5, 7, 6) || mariadbAtLeast(target.server, 10, 4, 2) ? " ACCOUNT LOCK" : "";
  const fix = missing
    .slice(0, 20)
    .map((one) =>
      toPaste(
        `CREATE USER ${accountOf(one)} IDENTIFIED BY '<password>'${lock}; -- on the target; then grant it what the objects need; or change the definer`,
      ),
    )
    .join("\n");
  // A definer that the source lacks too is not something a migration of accounts could provide.
  const orphans = here === undefined ? [] : missing.filter((one) => !here.has(one));
  if (orphans.length > 0) return fail(`not even on the source: ${some(orphans)}`, needed, fix);
  return warn(`not on the target: ${some(missing)}`, needed, fix);
}

async function accounts(side: CheckedServer): Promise<Set<string> | undefined> {
  try {
    return new Set((await users(side)).map((one: User) => `${one.user}@${one.host}`));
  } catch (error) {
    if (error instanceof StatementProblem && error.noPrivilege) return undefined;
    throw error;
  }
}

function accountOf(definer: string): string {
  const at = definer.lastIndexOf("@");
  return quoteAccount(definer.slice(0, at), definer.slice(at + 1));
}
