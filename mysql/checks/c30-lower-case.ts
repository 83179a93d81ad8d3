import { PROFILES } from "../../model/engines/profiles";
import { mysqlAtLeast } from "../../model/mysql/server";
import { type Check, fail, failIf, notApplicable, pass } from "../check";
import { selectedSchemas } from "../facts/selection";
import { global } from "../facts/settings";
import { tables } from "../facts/tables";
import { setVariable } from "../remedy";

/** Both sides treat the case of names the same way. */
export const c30: Check = {
  id: "C30",
  title: "lower_case_table_names equal",
  group: "Settings",
  side: "both",
  reads: "lower_case_table_names of both",
  source: "Tencent DTS parameter check, Huawei DRS (its RDS defaults to 1), Alibaba DTS name policy",
  must: true,
  async run({ source, target, engine, selection }) {
    const needed = "equal on both";
    const [mine, theirs] = [
      await global(source, "lower_case_table_names"),
      await global(target, "lower_case_table_names"),
    ];
    if (mine === undefined || theirs === undefined)
      return notApplicable("a side has no lower_case_table_names", needed);
    const found = `source ${mine}, target ${theirs}`;
    if (mine === theirs) return pass(found, needed);
    const fix = mysqlAtLeast(target.server, 8)
      ? `recreate the target with lower_case_table_names = ${mine}: from 8.0 on it cannot be changed later`
      : setVariable(target, "lower_case_table_names", mine, {
          note: "on the target, while it holds no table with upper-case letters in its name",
        });
    const names = [
      ...(await selectedSchemas(source, selection)).map((one) => one.name),
      ...(await tables(source, selection)).map((one) => one.name),
    ];
    // When all names are already in lower case, both settings give the same result.
    if (names.every((name) => name === name.toLowerCase()))
      return failIf(PROFILES[engine].lowerCaseNamesDiffer.value === "fail")(
        `${found}; all names are in lower case`,
        needed,
        fix,
      );
    return fail(found, needed, fix);
  },
};
