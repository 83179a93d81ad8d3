import { type CheckContext, count, fail, type Outcome, pass, some, warn } from "../check";
import { selectedSchemas } from "../facts/selection";
import { grantsOf, whoAmI } from "../facts/settings";
import { has, mayGrant } from "../grants";
import { grantText, type Missing } from "../missing";
import type { Rights } from "../rights";
import type { CheckedServer } from "../side";
import { quoteAccount } from "../sql";

/** Required rights that the account lacks. */
export async function missingRights(context: CheckContext, side: CheckedServer, rights: Rights): Promise<Missing[]> {
  const grants = await grantsOf(side);
  const missing: Missing[] = [];
  for (const right of rights.global) if (!has(grants, right)) missing.push({ right, on: "*.*" });
  for (const database of await databasesFor(context, side)) {
    for (const right of rights.data) if (!has(grants, right, database)) missing.push({ right, on: database });
    if (rights.grantOption && !mayGrant(grants, database)) missing.push({ right: "GRANT OPTION", on: database });
  }
  for (const [database, list] of Object.entries(rights.extra)) {
    for (const right of list) if (!holdsExtra(grants, right, database)) missing.push({ right, on: database });
  }
  return missing;
}

function holdsExtra(grants: Awaited<ReturnType<typeof grantsOf>>, right: string, database: string): boolean {
  if (right !== "ALL") return has(grants, right, database);
  return ["SELECT", "INSERT", "CREATE", "DROP"].every((one) => has(grants, one, database));
}

/** Selected databases; for all of them, `*` stands for the global right. */
async function databasesFor(context: CheckContext, side: CheckedServer): Promise<string[]> {
  if (context.databases !== "all") return [...context.databases];
  if (side.role === "target") return ["*"];
  const seen = (await selectedSchemas(side, context.selection)).map((schema) => schema.name);
  return seen.length > 0 ? seen : ["*"];
}

/** Missing rights as an outcome: those in `secondary` cause only a warning. */
export async function rightsOutcome(
  side: CheckedServer,
  missing: readonly Missing[],
  wanted: string,
  secondary: (missing: Missing) => boolean,
): Promise<Outcome> {
  const me = await whoAmI(side);
  const who = quoteAccount(me.user, me.host);
  if (missing.length === 0) return pass(`${who} has all of them`, wanted);
  const found = `${who} lacks ${some([...new Set(missing.map((one) => `${one.right} on ${one.on}`))])} (${count(missing.length, "right")})`;
  return (missing.every(secondary) ? warn : fail)(found, wanted, grantText(missing, who));
}
