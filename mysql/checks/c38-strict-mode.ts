import { PROFILES } from "../../model/engines/profiles";
import { type Check, failIf, notApplicable, pass } from "../check";
import { isOn } from "../facts/settings";
import { setVariable } from "../remedy";

/** The target accepts old table definitions as the source did. */
export const c38: Check = {
  id: "C38",
  title: "innodb_strict_mode",
  group: "Settings",
  side: "both",
  reads: "innodb_strict_mode of both",
  source:
    "Huawei DRS (equal, fails), Tencent DTS 571/61695 (OFF on targets from 8.0.26); the two contradict each other",
  must: true,
  async run({ source, target, engine }) {
    const [mine, theirs] = [await isOn(source, "innodb_strict_mode"), await isOn(target, "innodb_strict_mode")];
    const { mustBeOff, otherwise } = PROFILES[engine].strictMode.value;
    const off = mustBeOff(target.server);
    const needed = off ? "OFF on the target" : "equal on both";
    if (mine === undefined || theirs === undefined) return notApplicable("a side has no innodb_strict_mode", needed);
    const show = (on: boolean) => (on ? "ON" : "OFF");
    const found = `source ${show(mine)}, target ${show(theirs)}`;
    const fix = setVariable(target, "innodb_strict_mode", off ? "OFF" : show(mine), {
      note: "on the target, during the load",
    });
    if (off ? !theirs : mine === theirs) return pass(found, needed);
    return failIf(otherwise === "fail")(found, needed, fix);
  },
};
