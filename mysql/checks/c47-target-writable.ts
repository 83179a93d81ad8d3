import { type Check, fail, notApplicable, pass, warn } from "../check";
import { grantsOf, isOn } from "../facts/settings";
import { has } from "../grants";
import { mayHaveCopied } from "../migrationFacts";
import { setVariable } from "../remedy";

/** The engine can write to the target. */
export const c47: Check = {
  id: "C47",
  title: "Target writable",
  group: "Target",
  side: "target",
  reads: "super_read_only, read_only",
  source: "Huawei DRS failure keyword --super-read-only",
  must: true,
  async run({ target, migration }) {
    const needed = "super_read_only = OFF, read_only = OFF";
    const [superOnly, readOnly] = [await isOn(target, "super_read_only"), await isOn(target, "read_only")];
    const off = (name: string) =>
      mayHaveCopied(migration)
        ? `-- leave it on while the migration's task is running: it keeps everybody else from writing there (task.targetReadOnly)`
        : setVariable(target, name, "OFF");
    if (superOnly) return fail("super_read_only = ON", needed, off("super_read_only"));
    if (readOnly === undefined) return notApplicable("no variable read_only", needed);
    if (!readOnly) return pass("writable", needed);
    const fix = off("read_only");
    const grants = await grantsOf(target);
    const exempt = ["SUPER", "CONNECTION_ADMIN", "READ_ONLY ADMIN"].some((right) => has(grants, right));
    return exempt
      ? warn("read_only = ON; this account can still write", needed, fix)
      : fail("read_only = ON", needed, fix);
  },
};
