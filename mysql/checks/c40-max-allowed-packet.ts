import { PROFILES } from "../../model/engines/profiles";
import { bytes, type Check, fail, notApplicable, pass, warn } from "../check";
import { global } from "../facts/settings";
import { setVariable } from "../remedy";

const MIB = 1024 ** 2;

/** The target accepts the largest row that the source can contain. */
export const c40: Check = {
  id: "C40",
  title: "max_allowed_packet",
  group: "Settings",
  side: "both",
  reads: "max_allowed_packet of both",
  source: "Tencent DTS 571/122436 (4 MB at least, 1 GB advised), Huawei DRS (more than 100 MB), AWS DMS (largest LOB)",
  must: true,
  async run({ source, target, engine }) {
    const advised = PROFILES[engine].advisedPacket.value;
    const needed = `target at least as large as source, 4 MiB at least, better ${bytes(advised)}`;
    const [mine, theirs] = [await global(source, "max_allowed_packet"), await global(target, "max_allowed_packet")];
    if (mine === undefined || theirs === undefined)
      return notApplicable("a side does not report max_allowed_packet", needed);
    const found = `source ${bytes(Number(mine))}, target ${bytes(Number(theirs))}`;
    const fix = setVariable(target, "max_allowed_packet", Math.max(Number(mine), 1024 ** 3), {
      note: "on the target; sessions that are already open keep the old value",
    });
    if (Number(theirs) < Number(mine) || Number(theirs) < 4 * MIB) return fail(found, needed, fix);
    if (Number(theirs) < advised) return warn(found, needed, fix);
    return pass(found, needed);
  },
};
