import { type Check, fail, pass, warn } from "../check";
import { hasAlterUser } from "../dialect";
import type { CheckedServer } from "../side";

const MOST = 32;

/** Every engine accepts the password. */
export const c12: Check = {
  id: "C12",
  title: "Password that engines accept",
  group: "Account",
  side: "both",
  reads: "length and characters of the passwords given (never shown)",
  source:
    "Google DMS and MySQL replication: at most 32 characters; consoles refuse spaces, quotes, backslashes and characters beyond ASCII",
  must: true,
  async run({ source, target, migration }) {
    const needed = `8 to ${MOST} characters of ASCII without space, quote or backslash`;
    const sides = [source, target].map((side) => ({
      side,
      role: side.role,
      password: side.options.password,
    }));
    const long = sides.filter(({ password }) => password.length > MOST || /[^\x20-\x7e]/.test(password));
    const describe = (list: typeof sides) =>
      list
        .map(
          ({ role, password }) =>
            `${role}: ${password.length} characters${/[^\x20-\x7e]/.test(password) ? ", not all ASCII" : ""}`,
        )
        .join("; ");
    const fix = (list: typeof sides) =>
      list.map(({ side }) => (migration ? rotate(side) : setPassword(side))).join("\n");
    const weak = sides.filter(({ password }) => password.length < 8 || /[\s'"`\\]/.test(password));
    if (long.length > 0)
      return fail(describe(long), needed, fix([...long, ...weak.filter((one) => !long.includes(one))]));
    if (weak.length > 0)
      return warn(`${describe(weak)}: too short, or with a character that consoles refuse`, needed, fix(weak));
    return pass(describe(sides), needed);
  },
};

/** An account may always change its own password. */
function setPassword(side: CheckedServer): string {
  const password = "'<8 to 32 letters and digits>'";
  const sql = hasAlterUser(side.server)
    ? `ALTER USER CURRENT_USER() IDENTIFIED BY ${password};`
    : `SET PASSWORD = PASSWORD(${password});`;
  return `${sql} -- on the ${side.role}, as that account`;
}

/**
 * The password changes on the server, in the stack and in the task together: a stack whose password differs from the
 * server's cannot continue.
 */
function rotate({ role }: CheckedServer): string {
  return `dbferry rotate --${role}: gives the ${role}'s administrator a new password, and the stack's ${role}AdminPassword with it`;
}
