import * as pulumi from "@pulumi/pulumi";
import { type Phase, planOf } from "../../model/phase";
import { type Problem, ProblemsError } from "../../model/problems";
import { isReview } from "../../model/review";
import { selectedOf } from "../../model/selection";
import type { Migration } from "../../model/spec";
import { invokeOrExplain } from "../shared/invokeOrExplain";
import { refusal } from "../shared/refusal";
import type { CheckedArgs } from "./args";
import { instanceQueries, loginQueries, quotaQueries } from "./queries";

interface Answer {
  problems: Problem[];
  notLookedAt: string[];
}

/**
 * Before the first resource, checks everything that can be known in advance: with the clouds, and on the servers that
 * this machine reaches. A preview does so if there are credentials. What could not be checked is reported, and never
 * counts as fine.
 *
 * @throws pulumi.RunError with every problem
 */
export async function lookAhead(
  migration: Migration,
  phase: Phase,
  provider: pulumi.ProviderResource | undefined,
  passwords: CheckedArgs["passwords"],
): Promise<void> {
  // Removing everything must always be possible. A review has no credentials, and must not contact a server.
  if (!planOf(phase).openings || isReview()) return;
  const { logins, notLookedAt } = await loginQueries(migration, passwords);
  const query = {
    migration: migration.name,
    engine: migration.engine,
    starting: phase === "prepare",
    preview: pulumi.runtime.isDryRun(),
    ...selectedOf(migration.source),
    exemptions: migration.exemptions.map(({ check }) => check),
    instances: instanceQueries(migration),
    quotas: quotaQueries(migration),
    logins,
  };
  const answer = await invokeOrExplain<Answer>(
    "check the migration before the update",
    pulumi.runtime.invoke("dbferry:index:lookAhead", query, { provider, async: true }),
  );
  if (answer.problems.length > 0) {
    const { message } = new ProblemsError("the migration", answer.problems);
    throw refusal(`${message}\nthis update creates and changes nothing: ${wayOut(phase)}`);
  }
  const unknown = [...notLookedAt, ...answer.notLookedAt];
  if (unknown.length > 0) await pulumi.log.info(`not checked before the update: ${unknown.join("; ")}`);
}

/** The way out for somebody who does not want to continue. */
function wayOut(phase: Phase): string {
  return phase === "prepare"
    ? "correct it and run it again, or give the migration up: dbferry cancel"
    : "whatever is running continues; correct it and run it again, or give the migration up: dbferry cancel";
}
