import { type Check, fail, notApplicable, pass, warn } from "../check";
import { programs } from "../facts/programs";
import { global } from "../facts/settings";
import { setVariable } from "../remedy";
import { showNames } from "../tableName";

const NAMES = ["group_concat_max_len", "block_encryption_mode"];

/** Functions give the same results on both sides. */
export const c42: Check = {
  id: "C42",
  title: "group_concat_max_len and block_encryption_mode equal",
  group: "Settings",
  side: "both",
  reads: "both variables of both sides; use of AES in stored programs",
  source: "Huawei DRS solutions to failed checks",
  must: true,
  async run({ source, target, selection }) {
    const needed = "equal on both";
    const pairs: [name: string, mine: string, theirs: string][] = [];
    for (const name of NAMES) {
      const [mine, theirs] = [await global(source, name), await global(target, name)];
      if (mine !== undefined && theirs !== undefined) pairs.push([name, mine, theirs]);
    }
    if (pairs.length === 0) return notApplicable("a side has neither", needed);
    const unlike = pairs.filter(([, mine, theirs]) => mine !== theirs);
    if (unlike.length === 0) return pass(pairs.map(([name, mine]) => `${name} = ${mine}`).join(", "), needed);
    const found = unlike.map(([name, mine, theirs]) => `${name}: source ${mine}, target ${theirs}`).join("; ");
    const fix = unlike.map(([name, mine]) => setVariable(target, name, mine, { note: "on the target" })).join("\n");
    const encrypts = unlike.some(([name]) => name === "block_encryption_mode")
      ? (await programs(source, selection)).filter((one) => /\bAES_(EN|DE)CRYPT\s*\(/i.test(one.body ?? ""))
      : [];
    // Data encrypted in one mode cannot be decrypted in another.
    if (encrypts.length > 0)
      return fail(
        `${found}; used by ${encrypts.map((one) => showNames(one.database, one.name)).join(", ")}`,
        needed,
        fix,
      );
    return warn(found, needed, fix);
  },
};
