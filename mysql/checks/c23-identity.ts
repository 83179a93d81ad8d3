import { type Check, fail, notApplicable, pass, warn } from "../check";
import { global } from "../facts/settings";
import { setVariable } from "../remedy";

/** Source and target are different servers and can be told apart. */
export const c23: Check = {
  id: "C23",
  title: "server_id and server_uuid differ",
  group: "Binary log",
  side: "both",
  reads: "server_id, server_uuid of both",
  source: "Huawei DRS solution to the failed check (they must differ; its pre-check table says the opposite, wrongly)",
  must: true,
  async run({ source, target, mode }) {
    const needed = "both differ";
    const read = async (name: string) => [await global(source, name), await global(target, name)] as const;
    const [ids, uuids] = [await read("server_id"), await read("server_uuid")];
    if (uuids[0] !== undefined && uuids[0] === uuids[1]) {
      const fix =
        "if both are the same server: name another target; if the data directory was copied: stop the target, remove auto.cnf, start it";
      return fail(`server_uuid ${uuids[0]} on both`, needed, fix);
    }
    if (ids[0] === undefined || ids[1] === undefined) return notApplicable("a side does not report server_id", needed);
    if (ids[0] === ids[1]) {
      const fix = setVariable(target, "server_id", Number(ids[1]) + 1, { note: "on the target" });
      return (mode === "full" ? warn : fail)(`server_id ${ids[0]} on both`, needed, fix);
    }
    return pass(`server_id ${ids[0]} and ${ids[1]}`, needed);
  },
};
