import { type Check, count, fail, notApplicable, pass, warn } from "../check";
import { programs } from "../facts/programs";
import { isOn } from "../facts/settings";
import { setVariable } from "../remedy";

/** The target lets the engine create functions and triggers. */
export const c43: Check = {
  id: "C43",
  title: "log_bin_trust_function_creators on the target",
  group: "Target",
  side: "both",
  reads: "log_bin_trust_function_creators, log_bin of the target; routines and triggers of the source",
  source: "Huawei DRS solution to the failed check",
  must: true,
  async run({ source, target, selection }) {
    const needed = "ON on the target, if routines or triggers are migrated";
    const on = await isOn(target, "log_bin_trust_function_creators");
    if (on === undefined) return notApplicable("the target has no such variable", needed);
    if (on) return pass("ON", needed);
    if ((await isOn(target, "log_bin")) === false) return pass("OFF, and the target writes no binary log", needed);
    const affected = (await programs(source, selection)).filter(
      (one) => one.kind === "function" || one.kind === "trigger",
    );
    const fix = setVariable(target, "log_bin_trust_function_creators", "ON", {
      note: "on the target, during the load",
    });
    if (affected.length > 0)
      return fail(
        `OFF with ${count(affected.length, "function or trigger", "functions and triggers")} to create`,
        needed,
        fix,
      );
    return warn("OFF; none to create so far", needed, fix);
  },
};
