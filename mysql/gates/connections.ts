import { count, fail, killLines, type Outcome, pass, some, undetermined } from "../check";
import { businessSessions, sessions } from "../facts/sessions";
import { readGrants } from "../facts/settings";
import { has } from "../grants";
import type { GateContext } from "./types";

/** No business connections to the source are left. */
export async function noConnections({ input, source }: GateContext): Promise<Outcome> {
  const needed = "no connection but the migration's own, replicas' and the server's threads";
  if (!has(await readGrants(source), "PROCESS")) {
    return undetermined(
      "without PROCESS, an account sees only its own connections",
      needed,
      "run it with an account that has PROCESS on the source",
    );
  }
  const left = businessSessions(await sessions(source), input.ownUsers ?? [], [source.threadId]);
  if (left.length === 0) return pass("none", needed);
  const who = left.map(
    (one) => `${one.user}@${one.host}${one.database ? ` in ${one.database}` : ""} (${one.command}, ${one.seconds} s)`,
  );
  return fail(`${count(left.length, "connection")}: ${some(who)}`, needed, killLines(left.map((one) => one.id)));
}
