import { type Check, failIf, notApplicable, pass, warn } from "../check";
import { globalVariables } from "../facts/settings";
import { setVariable } from "../remedy";
import type { Side } from "../side";

/** Times mean the same on both sides. */
export const c34: Check = {
  id: "C34",
  title: "time_zone equal",
  group: "Settings",
  side: "both",
  reads: "time_zone, system_time_zone of both",
  source: "Huawei DRS (fails), others warn",
  must: true,
  async run({ source, target, engine }) {
    const needed = "the same time zone on both";
    const [mine, theirs] = [await zone(source), await zone(target)];
    if (mine.zone === "" || theirs.zone === "") return notApplicable("a side does not tell its time zone", needed);
    const found = `source ${mine.shown}, target ${theirs.shown}`;
    if (mine.zone === theirs.zone) return pass(found, needed);
    const fix = setVariable(target, "time_zone", mine.zone, {
      note: "on the target; an offset such as '+08:00' needs no time zone tables",
    });
    // A name and an offset may be the same time: nobody can tell from the names.
    const unlike = /^[+-]\d\d:\d\d$/.test(mine.zone) !== /^[+-]\d\d:\d\d$/.test(theirs.zone);
    return unlike && engine !== "drs"
      ? warn(`${found} (a name and an offset: look)`, needed, fix)
      : failIf(engine === "drs")(found, needed, fix);
  },
};

async function zone(side: Side): Promise<{ zone: string; shown: string }> {
  const all = await globalVariables(side);
  const set = all.get("time_zone") ?? "";
  const system = all.get("system_time_zone") ?? "";
  const real = set === "SYSTEM" ? system : set;
  return {
    zone: /^(UTC|GMT|Etc\/UTC|\+00:00|-00:00)$/i.test(real) ? "+00:00" : real,
    shown: set === "SYSTEM" ? `SYSTEM (${system})` : set,
  };
}
