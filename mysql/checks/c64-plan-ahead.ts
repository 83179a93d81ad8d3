import { mysqlAtLeast } from "../../model/mysql/server";
import { type Check, fail, pass, undetermined, warn } from "../check";
import { columnFacts } from "../facts/columns";
import { indexFacts } from "../facts/indexes";
import { type User, users } from "../facts/users";
import { grantForCheck } from "../facts/visibility";
import { StatementProblem } from "../problem";
import { accountsOf, newLogins, toUtf8mb4 } from "./plan-ahead-lines";

/** Features that still work and are going away. */
export const c64: Check = {
  id: "C64",
  title: "utf8mb3, login plugins, deprecated names",
  group: "Objects",
  side: "both",
  reads: "character sets and names of columns, FULLTEXT indexes, plugins in mysql.user",
  source: "MySQL Shell upgrade checker (mysql_native_password is off in 8.4 and gone in 9.0)",
  must: true,
  async run({ source, target, selection, migrateAccounts }) {
    const needed = "utf8mb4, caching_sha2_password, plain names";
    const columns = await columnFacts(source, selection);
    const { fulltext } = await indexFacts(source, selection);
    const soft: string[] = [];
    if (columns.utf8mb3.count > 0) soft.push(`${columns.utf8mb3.count} columns in utf8mb3 (${columns.utf8mb3})`);
    if (columns.dollarNames.count > 0) soft.push(`names that begin with $: ${columns.dollarNames}`);
    const odd = fulltext.examples.filter((name) => /[^\x20-\x7e]/.test(name));
    if (odd.length > 0) soft.push(`FULLTEXT names beyond ASCII: ${odd.join(", ")}`);
    const native = migrateAccounts ? await nativeAccounts() : [];
    const fix = [
      ...(columns.utf8mb3.count > 0 ? await toUtf8mb4(source, selection) : []),
      ...(columns.dollarNames.count > 0 || odd.length > 0
        ? ["-- on the source: rename everything that begins with $, and FULLTEXT indexes with non-ASCII letters"]
        : []),
      ...(native && native.length > 0 && mysqlAtLeast(target.server, 8, 4)
        ? newLogins(source, native, await accountsOf(target))
        : []),
    ].join("\n");
    if (native && native.length > 0 && mysqlAtLeast(target.server, 9))
      return fail(`${native.length} accounts with mysql_native_password, which the target does not have`, needed, fix);
    if (native && native.length > 0 && mysqlAtLeast(target.server, 8, 4))
      soft.push(`${native.length} accounts with mysql_native_password, off by default on the target`);
    if (soft.length > 0) return warn(soft.join("; "), needed, fix);
    return native === undefined
      ? undetermined(
          "none found, as far as the account can see: it lacks the privilege to read the authentication plugins in mysql.user",
          needed,
          await grantForCheck(source, [{ right: "SELECT", on: "mysql.user" }]),
        )
      : pass("none found", needed);

    /** Undefined when the account may not read it. */
    async function nativeAccounts(): Promise<User[] | undefined> {
      try {
        return (await users(source)).filter((one) => one.plugin === "mysql_native_password" || one.plugin === "");
      } catch (error) {
        if (error instanceof StatementProblem && error.noPrivilege) return undefined;
        throw error;
      }
    }
  },
};
