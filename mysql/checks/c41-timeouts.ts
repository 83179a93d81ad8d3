import { PROFILES } from "../../model/engines/profiles";
import { type Check, fail, notApplicable, pass, warn } from "../check";
import { globalVariables } from "../facts/settings";
import { setVariable } from "../remedy";

/** Below this, the engine's idle connections are closed before its next heartbeat. */
const HOPELESS = 10;

/** The source does not disconnect a slow reader. */
export const c41: Check = {
  id: "C41",
  title: "Timeouts long enough",
  group: "Settings",
  side: "source",
  reads: "connect_timeout, net_read_timeout, net_write_timeout, wait_timeout",
  source: "Tencent DTS parameter check (connect_timeout above 10), AWS DMS (the others 300 at least)",
  must: true,
  async run({ source, engine }) {
    const least = new Map([
      ["net_read_timeout", 300],
      ["net_write_timeout", 300],
      ["wait_timeout", 300],
    ]);
    const connect = PROFILES[engine].connectTimeout.value;
    if (connect !== undefined) least.set("connect_timeout", connect);
    const needed = [...least].map(([name, value]) => `${name} >= ${value}`).join(", ");
    const all = await globalVariables(source);
    const unknown = [...least.keys()].filter((name) => !all.has(name));
    const short = [...least].filter(([name, value]) => Number(all.get(name) ?? value) < value);
    if (short.length === 0)
      return unknown.length === 0
        ? pass("all of them", needed)
        : notApplicable(`no variable ${unknown.join(", ")}`, needed);
    const found = short.map(([name]) => `${name} = ${all.get(name)}`).join(", ");
    const fix = short.map(([name, value]) => setVariable(source, name, value)).join("\n");
    const wait = Number(all.get("wait_timeout") ?? 300);
    return (wait < HOPELESS ? fail : warn)(found, needed, fix);
  },
};
