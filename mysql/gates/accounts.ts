import { fail, type Outcome, pass, some, warn } from "../check";
import { type ConnectOptions, ConnectProblem, connect } from "../connect";
import { type Grants, parseGrants } from "../grants";
import type { AccountToProve, GateContext } from "./types";

/** The application's accounts log in on the target and have there what they have on the source. */
export async function accountsLogIn({ input }: GateContext): Promise<Outcome> {
  const needed = "every account of the application logs in on the target with its rights";
  const accounts = input.accounts ?? [];
  if (accounts.length === 0) {
    return warn(
      "no account was given to try",
      needed,
      "name the application's accounts, so that their login on the target is proven",
    );
  }
  const problems: string[] = [];
  for (const account of accounts) problems.push(...(await prove(input.source, input.target, account)));
  if (problems.length === 0)
    return pass(
      `${accounts.map((account) => account.user).join(", ")} log in with the rights they have on the source`,
      needed,
    );
  return fail(
    some(problems),
    needed,
    "create the account on the target with the same host part, password hash and grants (SHOW CREATE USER, SHOW GRANTS on the source)",
  );
}

async function prove(source: ConnectOptions, target: ConnectOptions, account: AccountToProve): Promise<string[]> {
  const there = await grantsAs(target, account);
  if (there instanceof ConnectProblem) return [`${account.user} on the target: ${there.cause}`];
  const here = await grantsAs(source, account);
  // An account that cannot log in on the source any more (its right was taken to stop writes) has nothing to compare with.
  if (here instanceof ConnectProblem) return [];
  const missing = lacking(here, there);
  return missing.length === 0 ? [] : [`${account.user} lacks on the target: ${some(missing)}`];
}

async function grantsAs(server: ConnectOptions, account: AccountToProve): Promise<Grants | ConnectProblem> {
  try {
    const db = await connect({
      ...server,
      user: account.user,
      password: account.password,
      database: undefined,
      tls: account.tls ?? server.tls,
    });
    const rows = await db.query("SHOW GRANTS").finally(() => db.close());
    return parseGrants(rows.map((row) => String(Object.values(row)[0])));
  } catch (error) {
    if (error instanceof ConnectProblem) return error;
    throw error;
  }
}

/** Rights that `here` has and `there` has not. */
function lacking(here: Grants, there: Grants): string[] {
  const missing: string[] = [];
  for (const right of here.global)
    if (!there.global.has(right) && !there.global.has("ALL")) missing.push(`${right} on *.*`);
  for (const [database, rights] of here.databases) {
    const held = there.databases.get(database);
    for (const right of rights) {
      if (!held?.has(right) && !held?.has("ALL") && !there.global.has(right) && !there.global.has("ALL"))
        missing.push(`${right} on ${database}.*`);
    }
  }
  return missing;
}
