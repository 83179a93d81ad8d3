import { PROFILES } from "../../model/engines/profiles";
import { type Check, notApplicable, pass, warn } from "../check";
import { isOn } from "../facts/settings";
import { setVariable } from "../remedy";

/** TIMESTAMP columns get the same implicit defaults on both sides. */
export const c37: Check = {
  id: "C37",
  title: "explicit_defaults_for_timestamp",
  group: "Settings",
  side: "both",
  reads: "explicit_defaults_for_timestamp of both",
  source: "Tencent DTS 571/42553 (target ON, may be skipped), Huawei DRS (an alarm where it differs)",
  never: { fail: "every engine lets it be skipped" },
  async run({ source, target, engine }) {
    const mustBeOn = PROFILES[engine].explicitDefaults.value === "on";
    const needed = mustBeOn ? "ON on the target" : "equal on both";
    const [mine, theirs] = [
      await isOn(source, "explicit_defaults_for_timestamp"),
      await isOn(target, "explicit_defaults_for_timestamp"),
    ];
    if (theirs === undefined) return notApplicable("the target has no explicit_defaults_for_timestamp", needed);
    const found = `source ${show(mine)}, target ${show(theirs)}`;
    if (mustBeOn ? theirs : (mine ?? false) === theirs) return pass(found, needed);
    const wanted = mustBeOn || mine ? "ON" : "OFF";
    return warn(
      found,
      needed,
      setVariable(target, "explicit_defaults_for_timestamp", wanted, { note: "on the target" }),
    );
  },
};

function show(on: boolean | undefined): string {
  return on === undefined ? "absent" : on ? "ON" : "OFF";
}
