import { PROFILES } from "../../model/engines/profiles";
import { type Check, fail, notApplicable, pass, warn } from "../check";
import { grantsOf, isOn, whoAmI } from "../facts/settings";
import { has } from "../grants";
import { toPaste } from "../paste";
import { quoteAccount, quoteName } from "../sql";

/** The engine's own consistency check can write to its schema on the source. */
export const c60: Check = {
  id: "C60",
  title: "Helper schema allowed on the source",
  group: "Account",
  side: "source",
  reads: "SHOW GRANTS, read_only",
  source:
    "Tencent DTS 571/42724 and 571/61536 (its consistency check writes to __tencentdb__; on a read-only source it is silently skipped)",
  must: true,
  async run({ source, engine, compareWanted }) {
    const schema = PROFILES[engine].helperSchema.value;
    if (schema === undefined)
      return notApplicable(`${engine} keeps no data on the source`, "only for engines that keep data on the source");
    const needed = `CREATE, INSERT, UPDATE, DELETE on ${schema}, and a source that is not read-only`;
    const grants = await grantsOf(source);
    const me = await whoAmI(source);
    const missing = ["CREATE", "INSERT", "UPDATE", "DELETE"].filter((right) => !has(grants, right, schema));
    const fix = toPaste(
      `GRANT ALL PRIVILEGES ON ${quoteName(schema.replaceAll("_", "\\_"))}.* TO ${quoteAccount(me.user, me.host)};`,
    );
    const otherwise = "-- or use dbferry's own comparison, which writes nothing";
    if (missing.length > 0)
      return (compareWanted ? fail : warn)(`no ${missing.join(", ")} on ${schema}`, needed, `${fix}\n${otherwise}`);
    const readOnly = await isOn(source, "read_only");
    if (readOnly === undefined) return notApplicable("the privileges are granted; no variable read_only", needed);
    if (readOnly)
      return warn(
        "the privileges are granted, but the source is read_only: the check would be skipped silently",
        needed,
        otherwise,
      );
    return pass("the privileges are granted", needed);
  },
};
