import { type Check, type CheckContext, fail, type Outcome, pass, some, warn } from "../check";
import { grantsOf, whoAmI } from "../facts/settings";
import { users } from "../facts/users";
import { type Grants, parseGrants } from "../grants";
import { toPaste } from "../paste";
import { quoteAccount } from "../sql";
import { accountLines, ENGINES_ADDRESS, NEW_ACCOUNT } from "./account-lines";

/** Rights that no migration needs and that make a leaked password dangerous. */
const DANGEROUS = ["ALL", "SUPER", "FILE", "SHUTDOWN", "GRANT OPTION", "SYSTEM_USER", "CREATE TABLESPACE"];

/** The migration account has no further rights. */
export const c11: Check = {
  id: "C11",
  title: "Account not over-privileged",
  group: "Account",
  side: "source",
  reads: "SHOW GRANTS",
  source: "Huawei DRS (a dedicated account), Alibaba DTS (drop it afterwards); finds the guides' GRANT ALL ... @'%'",
  async run(context) {
    const { source, path, callers, migration } = context;
    if (migration?.account !== undefined) return ofMigration(context, migration.account);
    const grants = await grantsOf(source);
    const me = await whoAmI(source);
    const needed = `none of ${DANGEROUS.join(", ")} on *.*`;
    const held = dangerous(grants);
    const who = quoteAccount(me.user, me.host);
    if (held.length === 0) return pass(`${who} has none of them`, needed);
    const found = `${who} has ${some(held)} on *.*`;
    const hosts = callers?.length ? callers : [ENGINES_ADDRESS];
    const fix = [
      "-- an account for the migration only; drop it at the end:",
      ...accountLines(context, NEW_ACCOUNT, hosts),
    ].join("\n");
    // Every right, from every host, over the internet: a leaked password would give away the whole server.
    if (held.includes("ALL") && me.host === "%" && path === "public")
      return fail(`${found}, from any address, on a public path`, needed, fix);
    return warn(found, needed, fix);
  },
};

function dangerous(grants: Grants): string[] {
  return DANGEROUS.filter(
    (right) => grants.global.has(right) || (right === "GRANT OPTION" && grants.grantOption.has("*")),
  );
}

/** dbferry logs in as an administrator, who has such rights; the task uses the account that dbferry creates. */
async function ofMigration(context: CheckContext, account: string): Promise<Outcome> {
  const { source } = context;
  const needed = `none of ${DANGEROUS.join(", ")} on *.*`;
  const found: string[] = [];
  const fix: string[] = [];
  for (const { user, host } of (await users(source)).filter((one) => one.user === account)) {
    const who = quoteAccount(user, host);
    const rows = await source.query(`SHOW GRANTS FOR ${who}`, { doing: `reading the rights of ${account}` });
    const held = dangerous(parseGrants(rows.map((row) => String(Object.values(row)[0]))));
    if (held.length === 0) continue;
    found.push(`${who} has ${some(held)} on *.*`);
    const rights = held.map((right) => (right === "ALL" ? "ALL PRIVILEGES" : right));
    fix.push(toPaste(`REVOKE ${rights.join(", ")} ON *.* FROM ${who};`));
    // Revoking ALL also removes the rights that the account needs.
    if (held.includes("ALL"))
      fix.push(...accountLines(context, account, [host]).filter((line) => !/^CREATE /.test(line)));
  }
  if (found.length === 0) return pass(`${account} has none of them`, needed);
  return warn(
    found.join("; "),
    needed,
    [
      "-- dbferry did not grant these to its account: find out who did, and what uses them",
      "-- or, if nothing does; whoever logs in with the account loses them:",
      ...fix,
    ].join("\n"),
  );
}
