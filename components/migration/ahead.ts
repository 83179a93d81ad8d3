import * as pulumi from "@pulumi/pulumi";
import { type Location, locationKey } from "../../model/clouds/location";
import { type Phase, planOf } from "../../model/phase";
import { type Problem, ProblemsError } from "../../model/problems";
import { isReview } from "../../model/review";
import { selectedOf } from "../../model/selection";
import { type Migration, profiled } from "../../model/spec";
import { connectionOf } from "../../model/spec/connection";
import { unknownRegions } from "../../model/spec/regions";
import { readTooEarly } from "../../model/spec/rules/readByHand";
import { invokeOrExplain } from "../shared/invokeOrExplain";
import { refusal } from "../shared/refusal";
import type { CheckedArgs } from "./args";
import { hasMoved } from "./migrationState";
import { adoptionQueries, instanceQueries, loginQueries, quotaQueries, vpnQueries } from "./queries";
import { connectionInState, hasTaskInState, taskInState } from "./tracked";

interface Answer {
  problems: Problem[];
  notLookedAt: string[];
}

interface Ahead {
  migration: Migration;
  phase: Phase;
  passwords: CheckedArgs["passwords"];
  /** Locations whose configuration differs from the one that their existing resources were created with. */
  moved: readonly Location[];
}

/**
 * Before the first resource, checks everything that can be known in advance: with the clouds, and on the servers that
 * this machine reaches. A preview does so if there are credentials. What could not be checked is reported, and never
 * counts as fine.
 *
 * @throws pulumi.RunError with every problem
 */
export async function lookAhead(ahead: Ahead, provider: pulumi.ProviderResource | undefined): Promise<void> {
  const { phase } = ahead;
  // A review has no credentials, and must not contact a server.
  if (isReview()) return;
  const removing = !planOf(phase).openings;
  // Removing everything must always be possible. But cloud settings that do not work would replace those in the state,
  // which the next update starts from.
  if (removing && ahead.moved.length === 0) return;
  const { request, notLookedAt } = removing ? removalQuestion(ahead) : await question(ahead);
  const answer = await invokeOrExplain<Answer>(
    "check the migration before the update",
    pulumi.runtime.invoke("dbferry:index:lookAhead", request, { provider, async: true }),
  );
  const problems = [...(await earlyAddresses(ahead)), ...answer.problems];
  if (problems.length > 0) {
    const { message } = new ProblemsError("the migration", problems);
    throw refusal(`${message}\n${UNCHANGED}: ${wayOut(phase)}`);
  }
  const unknown = [...notLookedAt, ...answer.notLookedAt];
  if (unknown.length > 0) await pulumi.log.info(`not checked before the update: ${unknown.join("; ")}`);
}

/** The provider that looks ahead is in the state by then, with its settings. */
const UNCHANGED =
  "this update creates and changes nothing in the clouds or on the servers, and in the state only the settings of the dbferry provider";

/** What the cutover has ended may be gone, and its address is then for nothing. */
async function earlyAddresses({ migration, phase }: Ahead): Promise<Problem[]> {
  if (phase !== "prepare" && phase !== "migrate") return [];
  const early = readTooEarly(migration);
  return early.length > 0 && !(await hasTaskInState(migration.name)) ? early : [];
}

async function question({ migration, phase, passwords, moved }: Ahead) {
  const { logins, notLookedAt } = await loginQueries(migration, passwords);
  // Once there is a task, the service has answered.
  const regions = phase === "prepare" || phase === "migrate" ? unknownRegions(migration) : [];
  const request = {
    ...who(migration),
    starting: phase === "prepare",
    ...selectedOf(migration.source),
    ...profiled(migration),
    exemptions: migration.exemptions.map(({ check }) => check),
    instances: instanceQueries(migration),
    quotas: quotaQueries(migration, moved.length === 0 && (await taskInState(migration.name)) !== undefined),
    connections: await connectionsOf(migration),
    vpns: await vpnsOf(migration, phase),
    adopted: await adoptionQueries(migration, phase),
    logins,
  };
  return { request, notLookedAt: [...regions, ...notLookedAt] };
}

/** Once the task moves data, `vpn` cannot change: what its cloud says then is told, and at the cutover not asked for any more. */
async function vpnsOf(migration: Migration, phase: Phase): Promise<object[]> {
  const moved = await hasMoved(migration.name);
  if (moved && planOf(phase).cutover) return [];
  return vpnQueries(migration).map((one) => ({ ...one, moved }));
}

/** What the state has of a connection is the migration's, whatever somebody has written on it since. */
async function connectionsOf(migration: Migration): Promise<object[]> {
  const connection = connectionOf(migration);
  return connection ? [{ ...connection, made: await connectionInState(migration.name) }] : [];
}

/** Only whether the clouds respond: the contents of their responses are no reason to leave anything open. */
function removalQuestion({ migration, moved }: Ahead) {
  const isMoved = (at: Location) => moved.some((other) => locationKey(other) === locationKey(at));
  const request = {
    ...who(migration),
    removing: true,
    instances: instanceQueries(migration).filter(isMoved),
    quotas: quotaQueries(migration).filter(isMoved),
  };
  return { request, notLookedAt: [] };
}

function who({ name, engine }: Migration) {
  return { migration: name, engine, preview: pulumi.runtime.isDryRun() };
}

/** The way out for somebody who does not want to continue. */
function wayOut(phase: Phase): string {
  if (!planOf(phase).openings) return "correct it and run it again, which removes everything";
  return phase === "prepare"
    ? "correct it and run it again, or give the migration up: dbferry cancel"
    : "whatever is running continues; correct it and run it again, or give the migration up: dbferry cancel";
}
