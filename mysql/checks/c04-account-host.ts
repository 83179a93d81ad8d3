import { asAccountHost, asAddress } from "../../model/addresses/block";
import { type Check, type CheckContext, fail, type Outcome, pass, some, undetermined, warn } from "../check";
import { grantsOf, whoAmI } from "../facts/settings";
import { hostTakes, users } from "../facts/users";
import { administers } from "../grants";
import { toPaste } from "../paste";
import { StatementProblem } from "../problem";
import { quoteAccount } from "../sql";
import { accountLines, ENGINES_ADDRESS, NEW_ACCOUNT } from "./account-lines";

/** The account can log in from where the engine connects, and from nowhere else. */
export const c04: Check = {
  id: "C04",
  title: "Account's host matches the caller",
  group: "Account",
  side: "source",
  reads: "CURRENT_USER(), mysql.user, the engine's addresses as given",
  source:
    "Huawei DRS, Alibaba DTS and Google DMS ask for an account that may log in from the engine ('%' in their texts)",
  async run(context) {
    const { source, migration } = context;
    const callers = context.callers?.map(asAddress);
    if (migration?.account !== undefined) return ofMigration(context, migration.account, callers ?? []);
    const me = await whoAmI(source);
    const needed = callers?.length
      ? `an account at ${callers.join(", ")}`
      : "an account for the engine's addresses, not for '%'";
    const all = await hostsOf(context, me.user);
    const hosts = all ?? [me.host];
    const shown = `${me.user} at ${some(hosts.map((host) => `'${host}'`))}`;
    const left = (callers ?? []).filter((caller) => !hosts.some((host) => hostTakes(host, caller)));
    // An administrator should not be the engine's account: it is not narrowed or recreated with fewer rights.
    const admin = administers(await grantsOf(source));
    const keep = `-- an account for the migration only; leave ${toPaste(quoteAccount(me.user, me.host))} unchanged, because the server is administered with it:`;
    const make = (addresses: readonly string[]) =>
      [...(admin ? [keep] : []), ...accountLines(context, admin ? NEW_ACCOUNT : me.user, addresses)].join("\n");
    // The account may also exist at hosts that are not visible, with stricter or laxer settings.
    if (all === undefined && !hosts.includes("%"))
      return undetermined(
        `${shown}, as this session logged in; the account lacks the privilege to read its other hosts`,
        needed,
        toPaste(`GRANT SELECT ON mysql.user TO ${quoteAccount(me.user, me.host)};`),
      );
    if (left.length > 0) return fail(`${shown}: no account for ${left.join(", ")}`, needed, make(left));
    if (hosts.includes("%"))
      return warn(
        `${shown}: anyone who knows the password can log in from anywhere`,
        needed,
        [make(callers?.length ? callers : [ENGINES_ADDRESS]), ...(admin ? [] : dropWildcard(me.user))].join("\n"),
      );
    return pass(shown, needed);
  },
};

/** How to drop the account at '%' once it exists at its own address. */
function dropWildcard(user: string): string[] {
  return [
    "-- then, once nothing logs in with it from elsewhere (this preflight also needs an account for its own address); its privileges are lost:",
    toPaste(`DROP USER ${quoteAccount(user, "%")};`),
  ];
}

/** dbferry creates that account itself and logs in as another one, so there is no advice about the administrator. */
async function ofMigration(context: CheckContext, account: string, callers: readonly string[]): Promise<Outcome> {
  const needed =
    callers.length > 0 ? `${account} at ${callers.join(", ")} only` : `${account} at the task's addresses only`;
  const hosts = await hostsOf(context, account);
  if (hosts === undefined) {
    const me = await whoAmI(context.source);
    const fix = toPaste(`GRANT SELECT ON mysql.user TO ${quoteAccount(me.user, me.host)};`);
    return undetermined(`the administrator lacks the privilege to read the hosts of ${account}`, needed, fix);
  }
  const shown = `${account} at ${some(hosts.map((host) => `'${host}'`))}`;
  const left = callers.filter(
    (caller) => !hosts.some((host) => host === asAccountHost(caller) || hostTakes(host, caller)),
  );
  if (hosts.length === 0 || left.length > 0)
    return fail(
      hosts.length === 0 ? `no account ${account}` : `${shown}: no account for ${left.join(", ")}`,
      needed,
      "dbferry creates this account itself: run dbferry up again, which creates it wherever it is missing",
    );
  if (callers.length === 0)
    return undetermined(
      `${shown}; the task's addresses were not given`,
      needed,
      "-- give the addresses that the task connects from (--callers)",
    );
  const mine = (host: string) =>
    callers.some((caller) => host === asAccountHost(caller) || (!/[%_/]/.test(host) && hostTakes(host, caller)));
  const more = hosts.filter((host) => !mine(host));
  if (more.length === 0) return pass(shown, needed);
  return warn(
    `${shown}: dbferry did not create it for ${some(more.map((host) => `'${host}'`))}`,
    needed,
    [
      "-- find out who created it there, and what logs in with it",
      "-- or, if nothing does; its privileges are lost:",
      ...more.map((host) => toPaste(`DROP USER ${quoteAccount(account, host)};`)),
    ].join("\n"),
  );
}

/** All hosts of the user; undefined without the right to read them. */
async function hostsOf({ source }: CheckContext, user: string): Promise<string[] | undefined> {
  try {
    return (await users(source)).filter((one) => one.user === user).map((one) => one.host);
  } catch (error) {
    if (error instanceof StatementProblem && error.noPrivilege) return undefined;
    throw error;
  }
}
