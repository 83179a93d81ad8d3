import { type Check, fail, pass, warn } from "../check";

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
  async run({ source, target }) {
    const needed = `8 to ${MOST} characters of ASCII without space, quote or backslash`;
    const sides = [source, target].map((side) => ({ role: side.role, password: side.options.password }));
    const long = sides.filter(({ password }) => password.length > MOST || /[^\x20-\x7e]/.test(password));
    const told = (list: typeof sides) =>
      list
        .map(
          ({ role, password }) =>
            `${role}: ${password.length} characters${/[^\x20-\x7e]/.test(password) ? ", not all ASCII" : ""}`,
        )
        .join("; ");
    const fix = "set another password: ALTER USER ... IDENTIFIED BY '<8 to 32 letters and digits>';";
    if (long.length > 0) return fail(told(long), needed, fix);
    const weak = sides.filter(({ password }) => password.length < 8 || /[\s'"`\\]/.test(password));
    if (weak.length > 0) return warn(`${told(weak)}: too short, or with a character that consoles refuse`, needed, fix);
    return pass(told(sides), needed);
  },
};
