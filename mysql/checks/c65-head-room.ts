import { PROFILES } from "../../model/engines/profiles";
import { type Check, fail, notApplicable, pass, warn } from "../check";
import { global, globalStatus } from "../facts/settings";
import { setVariable } from "../remedy";
import type { CheckedServer } from "../side";

/** The servers have room for the engine's connections. */
export const c65: Check = {
  id: "C65",
  title: "Room for the engine's connections",
  group: "Load",
  side: "both",
  reads: "max_connections, Threads_connected of both",
  source:
    "Huawei DRS FAQ (6 to 10 on the source, up to 16 or 64 on the target), Tencent DTS 571/42645 (8), Alibaba DTS DTS-61015",
  must: true,
  async run({ source, target, engine, mode }) {
    const need = PROFILES[engine].connections.value(mode);
    const needed = `${need.source} free on the source, ${need.target} on the target, twice that to be safe`;
    const [mine, theirs] = [await free(source), await free(target)];
    if (mine === undefined || theirs === undefined)
      return notApplicable("a side does not report max_connections", needed);
    const found = `source ${mine} free, target ${theirs} free`;
    const tight = (factor: number) =>
      [mine < need.source * factor ? source : undefined, theirs < need.target * factor ? target : undefined].filter(
        (side) => side !== undefined,
      );
    const fix = tight(2)
      .map((side) => setVariable(side, "max_connections", 1000, { note: `on the ${side.role}` }))
      .join("\n");
    if (tight(1).length > 0) return fail(found, needed, fix);
    if (tight(2).length > 0) return warn(found, needed, fix);
    return pass(found, needed);
  },
};

async function free(side: CheckedServer): Promise<number | undefined> {
  const most = await global(side, "max_connections");
  const used = (await globalStatus(side)).get("threads_connected");
  return most === undefined || used === undefined ? undefined : Number(most) - Number(used);
}
