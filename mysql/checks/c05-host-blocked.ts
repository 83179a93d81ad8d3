import { covers, readAddress, readAddressList } from "../../model/addresses";
import { type Check, fail, notApplicable, type Outcome, pass, some, warn } from "../check";
import { statements } from "../dialect";
import { global, isOn } from "../facts/settings";
import { setVariable } from "../remedy";
import type { CheckedServer } from "../side";

/** The source will not block the engine's host because of failed connections. */
export const c05: Check = {
  id: "C05",
  title: "Caller not blocked by failed connections",
  group: "Connection",
  side: "source",
  reads: "performance_schema.host_cache, max_connect_errors",
  source: "Alibaba DTS DTS-71016 (Host is blocked); FAQs on HOSTGUARD and iptables",
  run: ({ source, callers }) => hostBlocked(source, callers),
};

/** @param callers addresses and blocks that matter; none: every host does */
export async function hostBlocked(source: CheckedServer, callers: readonly string[] = []): Promise<Outcome> {
  const needed = "no caller near max_connect_errors";
  const most = await global(source, "max_connect_errors");
  if (most === undefined) return notApplicable("no variable max_connect_errors", needed);
  const limit = Number(most);
  if ((await isOn(source, "skip_name_resolve")) === true)
    return pass("skip_name_resolve is ON: no host is ever blocked", needed);
  if ((await isOn(source, "performance_schema")) !== true) {
    return notApplicable("performance_schema is off: the host cache cannot be read", needed);
  }
  const rows = await source.query<{ ip: string; n: string }>(
    "SELECT IP AS ip, SUM_CONNECT_ERRORS AS n FROM performance_schema.host_cache WHERE SUM_CONNECT_ERRORS > 0",
    { doing: "reading the host cache" },
  );
  const blocks = readAddressList(callers).flatMap((caller) => caller.blocks);
  const mine = rows.filter(({ ip }) => blocks.length === 0 || covers(blocks, readAddress(ip).blocks));
  const describe = (list: typeof mine) => some(list.map((row) => `${row.ip}: ${row.n} of ${limit}`));
  const fix = `${statements.forgetHosts(source.server)};\n${setVariable(source, "max_connect_errors", 100000)}`;
  const blocked = mine.filter((row) => Number(row.n) >= limit);
  if (blocked.length > 0) return fail(`blocked: ${describe(blocked)}`, needed, fix);
  const near = mine.filter((row) => Number(row.n) * 2 >= limit);
  if (near.length > 0) return warn(describe(near), needed, fix);
  return pass(`${mine.length} hosts with errors, none near ${limit}`, needed);
}
