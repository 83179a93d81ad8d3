import { type Check, fail, pass, some, undetermined, warn } from "../check";
import { whoAmI } from "../facts/settings";
import { hostTakes, users } from "../facts/users";
import { toPaste } from "../paste";
import { StatementProblem } from "../problem";
import { quoteAccount } from "../sql";
import { accountLines, ENGINES_ADDRESS } from "./account-lines";

/** The account can log in from where the engine connects, and from nowhere else. */
export const c04: Check = {
  id: "C04",
  title: "Account's host matches the caller",
  group: "Account",
  side: "source",
  reads: "CURRENT_USER(), mysql.user, the engine's addresses as given",
  source:
    "Huawei DRS, Alibaba DTS and Google DMS ask for an account that may log in from the engine ('%' in their texts)",
  async run(context) {
    const { source, callers } = context;
    const me = await whoAmI(source);
    const needed = callers?.length
      ? `an account at ${callers.join(", ")}`
      : "an account bound to the engine's addresses, not to '%'";
    const all = await hostsOf();
    const hosts = all ?? [me.host];
    const shown = `${me.user} at ${some(hosts.map((host) => `'${host}'`))}`;
    const left = (callers ?? []).filter((caller) => !hosts.some((host) => hostTakes(host, caller)));
    const make = (addresses: readonly string[]) => accountLines(context, me.user, addresses).join("\n");
    // The account may exist at further hosts that are not visible, stricter or laxer ones.
    if (all === undefined && !hosts.includes("%"))
      return undetermined(
        `${shown} as this session logged in; the account may not read its other hosts`,
        needed,
        toPaste(`GRANT SELECT ON mysql.user TO ${quoteAccount(me.user, me.host)};`),
      );
    if (left.length > 0) return fail(`${shown}: no account for ${left.join(", ")}`, needed, make(left));
    if (hosts.includes("%"))
      return warn(
        `${shown}: anyone who knows the password can try`,
        needed,
        [
          make(callers?.length ? callers : [ENGINES_ADDRESS]),
          `-- then, once nothing logs in as it from elsewhere (this preflight, too, needs an account at its own address); its rights are lost:`,
          toPaste(`DROP USER ${quoteAccount(me.user, "%")};`),
        ].join("\n"),
      );
    return pass(shown, needed);

    /** All hosts of the user; undefined without the right to read them. */
    async function hostsOf(): Promise<string[] | undefined> {
      try {
        return (await users(source)).filter((one) => one.user === me.user).map((one) => one.host);
      } catch (error) {
        if (error instanceof StatementProblem && error.noPrivilege) return undefined;
        throw error;
      }
    }
  },
};
