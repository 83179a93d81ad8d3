import { PROFILES } from "../../model/engines/profiles";
import { type Check, fail, notApplicable, pass, warn } from "../check";
import { global } from "../facts/settings";
import { setVariable } from "../remedy";

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
    const limit = PROFILES[engine].serverId.value;
    const least = limit.least(source.server);
    const needed = `server_id of ${least} or more (${engine})`;
    const value = await global(source, "server_id");
    if (value === undefined) return notApplicable("no variable server_id", needed);
    const found = `server_id = ${value}`;
    const id = Number(value);
    const fix = setVariable(source, "server_id", 1000 + Math.max(2, Number(source.options.port) % 1000), {
      note: "any number that no other server in the replication uses",
    });
    if (id < least) return (mode === "full" ? warn : fail)(found, needed, fix);
    if (id === 1 && limit.warnsAtDefault) return warn(`${found}: the default, not set explicitly`, needed, fix);
    return pass(found, needed);
  },
};
