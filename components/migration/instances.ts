import * as pulumi from "@pulumi/pulumi";
import { type Phase, planOf } from "../../model/phase";
import { type Problem, ProblemsError } from "../../model/problems";
import type { Migration } from "../../model/spec";
import { invokeOrExplain } from "../shared/invokeOrExplain";
import { instanceQueries } from "./queries";

/**
 * Both instances must be there and be as the migration says, before anything is made for them.
 *
 * @throws pulumi.RunError with every problem
 */
export async function checkInstances(
  migration: Migration,
  phase: Phase,
  provider: pulumi.ProviderResource | undefined,
): Promise<void> {
  // A preview makes nothing and needs no access to the clouds; to remove everything must always be possible.
  if (pulumi.runtime.isDryRun() || !planOf(phase).openings) return;
  const { problems } = await invokeOrExplain<{ problems: Problem[] }>(
    "look at the two instances",
    pulumi.runtime.invoke(
      "dbferry:index:checkInstances",
      { instances: instanceQueries(migration) },
      { provider, async: true },
    ),
  );
  if (problems.length > 0) throw new pulumi.RunError(new ProblemsError("the migration", problems).message);
}
