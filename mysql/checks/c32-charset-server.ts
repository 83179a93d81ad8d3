import { PROFILES } from "../../model/engines/profiles";
import { mariadbAtLeast, mysqlAtLeast } from "../../model/mysql/server";
import { type Check, failIf, notApplicable, pass, warn } from "../check";
import { global } from "../facts/settings";
import { setVariable } from "../remedy";

/** New objects get the same character set on both sides. */
export const c32: Check = {
  id: "C32",
  title: "character_set_server equal",
  group: "Settings",
  side: "both",
  reads: "character_set_server of both",
  source: "Huawei DRS (fails), Tencent DTS 571/122436 (warns), Alibaba DTS (character sets of RDS)",
  must: true,
  async run({ source, target, engine }) {
    const needed = "equal on both";
    const [mine, theirs] = [
      normal(await global(source, "character_set_server")),
      normal(await global(target, "character_set_server")),
    ];
    if (mine === undefined || theirs === undefined)
      return notApplicable("a side does not report character_set_server", needed);
    const found = `source ${mine}, target ${theirs}`;
    const { offered, differ } = PROFILES[engine].charsets.value;
    if (offered && !offered.has(mine))
      return warn(
        `${found}: ${mine} is not offered by RDS`,
        needed,
        "give each database and table an explicit character set that RDS offers",
      );
    // Older servers know only the older name.
    const newName = mysqlAtLeast(target.server, 8) || mariadbAtLeast(target.server, 10, 6);
    const onTarget = (charset: string) => (charset === "utf8mb3" && !newName ? "utf8" : charset);
    if (mine === theirs) return pass(found, needed);
    return failIf(differ === "fail")(
      found,
      needed,
      setVariable(target, "character_set_server", onTarget(mine), { note: "on the target" }),
    );
  },
};

function normal(charset: string | undefined): string | undefined {
  return charset === "utf8" ? "utf8mb3" : charset;
}
