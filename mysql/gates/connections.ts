import { setTimeout as sleep } from "node:timers/promises";
import { count, fail, killLines, type Outcome, pass, some, undetermined } from "../check";
import { businessSessions, sessions } from "../facts/sessions";
import { readGrants } from "../facts/settings";
import { has } from "../grants";
import type { GateContext } from "./types";

/** No business connections to the source are left. */
export function noConnections(context: GateContext): Promise<Outcome> {
  return checkConnections(context, []);
}

/**
 * Checked again at the end, because a connection pool reconnects on its own. Sessions that the other gates opened may
 * still be ending.
 */
export async function stillNoConnections(context: GateContext): Promise<Outcome> {
  const { source, accounts = [] } = context.input;
  const outcome = await checkConnections(context, [source.user, ...accounts.map(({ user }) => user)]);
  return outcome.status === "pass" ? outcome : { ...outcome, found: `since the first check, ${outcome.found}` };
}

/** How long a session that has ended may still be listed. */
const ENDING_MS = 2_000;

/** @param ending users whose sessions are about to end and are waited for */
async function checkConnections({ input, source }: GateContext, ending: readonly string[]): Promise<Outcome> {
  const needed = "no connections other than those of the migration, of replicas and of the server itself";
  if (!has(await readGrants(source), "PROCESS")) {
    return undetermined(
      "without PROCESS, an account sees only its own connections",
      needed,
      "run it with an account that has PROCESS on the source",
    );
  }
  const business = async () => businessSessions(await sessions(source), input.ownUsers ?? [], [source.threadId]);
  const deadline = Date.now() + ENDING_MS;
  let left = await business();
  while (left.length > 0 && left.every(({ user }) => ending.includes(user)) && Date.now() < deadline) {
    await sleep(50, undefined, { signal: input.signal });
    left = await business();
  }
  if (left.length === 0) return pass("none", needed);
  const who = left.map(
    (one) => `${one.user}@${one.host}${one.database ? ` in ${one.database}` : ""} (${one.command}, ${one.seconds} s)`,
  );
  const fix = `-- stop the application; or, if what its open transactions have not committed may be lost:\n${killLines(left.map((one) => one.id))}`;
  return fail(`${count(left.length, "connection")}: ${some(who)}`, needed, fix);
}
