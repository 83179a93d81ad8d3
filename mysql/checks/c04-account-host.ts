import { type Check, fail, pass, some, warn } from "../check";
import { whoAmI } from "../facts/settings";
import { hostTakes, users } from "../facts/users";
import { StatementProblem } from "../problem";
import { quoteAccount } from "../sql";

/** The account can log in from where the engine calls, and from nowhere else. */
export const c04: Check = {
  id: "C04",
  title: "Account's host part fits the caller",
  group: "Account",
  side: "source",
  reads: "CURRENT_USER(), mysql.user, the engine's addresses as given",
  source:
    "Huawei DRS, Alibaba DTS and Google DMS ask for an account that may log in from the engine ('%' in their texts)",
  must: true,
  async run({ source, callers }) {
    const me = await whoAmI(source);
    const needed = callers?.length
      ? `an account at ${callers.join(", ")}`
      : "an account bound to the engine's addresses, not to '%'";
    const hosts = await hostsOf();
    const shown = `${me.user} at ${some(hosts.map((host) => `'${host}'`))}`;
    const left = (callers ?? []).filter((caller) => !hosts.some((host) => hostTakes(host, caller)));
    const make = (callers?.length ? callers : ["<engine's address>"]).map(
      (host) => `CREATE USER ${quoteAccount(me.user, host)} IDENTIFIED BY '<password>';`,
    );
    if (left.length > 0) return fail(`${shown}: no account for ${left.join(", ")}`, needed, make.join("\n"));
    if (hosts.includes("%"))
      return warn(
        `${shown}: anyone who knows the password may try`,
        needed,
        `${make.join("\n")}\nDROP USER ${quoteAccount(me.user, "%")};`,
      );
    return pass(shown, needed);

    /** All hosts of the user; without the right to see them, the one that let us in. */
    async function hostsOf(): Promise<string[]> {
      try {
        return (await users(source)).filter((one) => one.user === me.user).map((one) => one.host);
      } catch (error) {
        if (error instanceof StatementProblem && error.noPrivilege) return [me.host];
        throw error;
      }
    }
  },
};
