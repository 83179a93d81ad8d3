import { type Check, fail, pass, some, warn } from "../check";
import { grantsOf, whoAmI } from "../facts/settings";
import { quoteAccount } from "../sql";
import { accountLines, ENGINES_ADDRESS } from "./account-lines";

/** Rights that no migration needs and that make a leaked password dangerous. */
const DANGEROUS = ["ALL", "SUPER", "FILE", "SHUTDOWN", "GRANT OPTION", "SYSTEM_USER", "CREATE TABLESPACE"];

/** The migration account has no further rights. */
export const c11: Check = {
  id: "C11",
  title: "Account not over-privileged",
  group: "Account",
  side: "source",
  reads: "SHOW GRANTS",
  source:
    "Huawei DRS (a dedicated account), Alibaba DTS (drop it afterwards); the guides' GRANT ALL ... @'%' is what this finds",
  async run(context) {
    const { source, path, callers } = context;
    const grants = await grantsOf(source);
    const me = await whoAmI(source);
    const needed = `none of ${DANGEROUS.join(", ")} on *.*`;
    const held = DANGEROUS.filter(
      (right) => grants.global.has(right) || (right === "GRANT OPTION" && grants.grantOption.has("*")),
    );
    const who = quoteAccount(me.user, me.host);
    if (held.length === 0) return pass(`${who} has none of them`, needed);
    const found = `${who} has ${some(held)} on *.*`;
    const hosts = callers?.length ? callers : [ENGINES_ADDRESS];
    const fix = [
      "-- an account for the migration alone; drop it at the end:",
      ...accountLines(context, "<name of the account>", hosts),
    ].join("\n");
    // Every right, from every host, over the internet: a leaked password would give away the whole server.
    if (held.includes("ALL") && me.host === "%" && path === "public")
      return fail(`${found}, from any address, on a public path`, needed, fix);
    return warn(found, needed, fix);
  },
};
