import { PROFILES } from "../../model/engines/profiles";
import { type Check, fail, failIf, notApplicable, pass } from "../check";
import { settable, variable, variables } from "../dialect";
import { globalVariables } from "../facts/settings";
import { setVariable } from "../remedy";

/** Transactions have the same isolation on both sides. */
export const c39: Check = {
  id: "C39",
  title: "Transaction isolation equal",
  group: "Settings",
  side: "both",
  reads: "transaction_isolation or tx_isolation of both",
  source: "Huawei DRS (fails; its RDS may default to READ-COMMITTED), Tencent DTS (READ COMMITTED at least)",
  must: true,
  async run({ source, target, engine }) {
    const needed = "equal on both, READ COMMITTED at least";
    const [mine, theirs] = [
      variable(await globalVariables(source), variables.isolation),
      variable(await globalVariables(target), variables.isolation),
    ];
    if (mine === undefined || theirs === undefined)
      return notApplicable("a side does not report its isolation", needed);
    const found = `source ${mine}, target ${theirs}`;
    const name = settable.isolation(target.server);
    const fix = setVariable(target, name, mine === "READ-UNCOMMITTED" ? "READ-COMMITTED" : mine, {
      note: "on the target",
    });
    if (theirs === "READ-UNCOMMITTED") return fail(found, needed, fix);
    if (mine === theirs) return pass(found, needed);
    return failIf(PROFILES[engine].isolationDiffers.value === "fail")(found, needed, fix);
  },
};
