import { PROFILES } from "../../model/engines/profiles";
import { type Check, fail, notApplicable, pass, warn } from "../check";
import { grantsOf, isOn, whoAmI } from "../facts/settings";
import { has } from "../grants";
import { toPaste } from "../paste";
import { quoteAccount, quoteName } from "../sql";

/** The engine can create its own database on the source, and write to it where it has to. */
export const c60: Check = {
  id: "C60",
  title: "Helper schema allowed on the source",
  group: "Account",
  side: "source",
  reads: "SHOW GRANTS, read_only",
  source:
    "Tencent DTS 571/42724 and 571/61536 (its consistency check writes to __tencentdb__; on a read-only source it is silently skipped); Alibaba DTS (it creates test on a self-managed source)",
  must: true,
  async run({ source, engine, compareWanted }) {
    const helper = PROFILES[engine].helperSchema.value(source.server);
    if (helper === undefined)
      return notApplicable(`${engine} keeps no data on this source`, "only for engines that keep data on the source");
    const { name, rights, otherwise, use } = helper;
    const needed = `${rights.join(", ")} on ${name}, and a source that is not read-only`;
    const grants = await grantsOf(source);
    const me = await whoAmI(source);
    const missing = rights.filter((right) => !has(grants, right, name));
    const fix = toPaste(
      `GRANT ${rights.length > 1 ? "ALL PRIVILEGES" : rights[0]} ON ${quoteName(name.replaceAll("_", "\\_"))}.* TO ${quoteAccount(me.user, me.host)};`,
    );
    const instead =
      use === "comparison"
        ? "-- or use dbferry's own comparison, which writes nothing"
        : "-- or go by the gates of the cutover rather than by the delay that the service shows";
    if (missing.length > 0)
      return (use === "comparison" && compareWanted ? fail : warn)(
        `no ${missing.join(", ")} on ${name}`,
        needed,
        `${fix}\n${instead}`,
      );
    const readOnly = await isOn(source, "read_only");
    if (readOnly === undefined) return notApplicable("the privileges are granted; no variable read_only", needed);
    if (readOnly) return warn(`the privileges are granted, but the source is read_only: ${otherwise}`, needed, instead);
    return pass(
      use === "comparison"
        ? "the privileges are granted"
        : `the privileges are granted; the engine may leave an empty database ${name} on the source`,
      needed,
    );
  },
};
