import { type Check, fail, notApplicable, pass, warn } from "../check";
import { isOn, whoAmI } from "../facts/settings";
import { setVariable } from "../remedy";

/** Logins do not wait for DNS. */
export const c69: Check = {
  id: "C69",
  title: "skip_name_resolve on the source",
  group: "Connection",
  side: "source",
  reads: "skip_name_resolve, the host part of the account",
  source: "Huawei DRS (fewer connect time-outs)",
  must: true,
  async run({ source }) {
    const needed = "ON, with the account defined for an address";
    const on = await isOn(source, "skip_name_resolve");
    if (on === undefined) return notApplicable("no variable skip_name_resolve", needed);
    const { host } = await whoAmI(source);
    // A host name in an account cannot match when names are not resolved; localhost needs no resolution.
    const byName = /[a-z]/i.test(host) && host !== "localhost" && !host.includes(":");
    if (on && byName)
      return fail(
        `ON, but the account is defined for the host name '${host}'`,
        needed,
        "create the account for the caller's address",
      );
    return on
      ? pass("ON", needed)
      : warn(
          "OFF",
          needed,
          setVariable(source, "skip_name_resolve", "ON", {
            restart: true,
            note: "accounts for host names other than localhost can no longer log in: give them addresses first",
          }),
        );
  },
};
