import { type Check, type CheckContext, fail, notApplicable, pass, warn } from "../check";
import { global } from "../facts/settings";
import { setVariable } from "../remedy";
import { mysqlAtLeast } from "../server";

/** The source has a server_id that the engine accepts. */
export const c22: Check = {
  id: "C22",
  title: "server_id set",
  group: "Binary log",
  side: "source",
  reads: "server_id",
  source:
    "Tencent DTS 571/61673 (not 0), Huawei DRS (2 or more up to 5.6, else 1), Alibaba DTS CHECK_SERVER_ID (more than 1), AWS DMS",
  must: true,
  async run(context) {
    const { source, mode, engine } = context;
    const least = leastId(context);
    const needed = `server_id of ${least} or more (${engine})`;
    const value = await global(source, "server_id");
    if (value === undefined) return notApplicable("no variable server_id", needed);
    const found = `server_id = ${value}`;
    const id = Number(value);
    const fix = setVariable(source, "server_id", 1000 + Math.max(2, Number(source.options.port) % 1000), {
      note: "any number that no other server of the replication has",
    });
    if (id < least) return (mode === "full" ? warn : fail)(found, needed, fix);
    if (id === 1 && engine === "tencent-dts") return warn(`${found}: the default, not set by hand`, needed, fix);
    return pass(found, needed);
  },
};

function leastId({ engine, source }: CheckContext): number {
  if (engine === "alibaba-dts") return 2;
  if (engine === "drs") return mysqlAtLeast(source.server, 5, 7) ? 1 : 2;
  return 1;
}
