import { type Check, notApplicable, pass, warn } from "../check";
import { isOn } from "../facts/settings";
import { setVariable } from "../remedy";

/** Loaders that use LOAD DATA LOCAL can do so. */
export const c46: Check = {
  id: "C46",
  title: "local_infile on the target",
  group: "Target",
  side: "target",
  reads: "local_infile",
  source: "AWS DMS pre-migration assessment (its own loader needs it)",
  never: { fail: "only loaders that use LOAD DATA LOCAL need it, which none of the three engines does" },
  async run({ target }) {
    const needed = "ON, only for loaders that use LOAD DATA LOCAL";
    const on = await isOn(target, "local_infile");
    if (on === undefined) return notApplicable("no variable local_infile", needed);
    return on
      ? pass("ON", needed)
      : warn("OFF", needed, setVariable(target, "local_infile", "ON", { note: "on the target; OFF again afterwards" }));
  },
};
