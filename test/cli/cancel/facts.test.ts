import { expect, it } from "vitest";
import { factsOf } from "../../../cli/cancel/facts";

const resource = (kind: string, part: string, outputs: Record<string, unknown>) => ({
  urn: `urn:pulumi:live::dbferry::dbferry:index:${kind}::shop${part}`,
  type: `dbferry:index:${kind}`,
  custom: kind !== "Migration",
  outputs,
});
/** A migration that was given up, with the task that it had last. */
const ended = (taskId: string) => [
  resource("Migration", "", {}),
  resource("MigrationRecord", "-record", { phase: "cancelled", taskId }),
];

it("what an earlier cancellation remembered of the target counts only for the task that it gave up", () => {
  const before = { server: "s", at: "2026-11-01T00:00:00Z", databases: { shop: { stood: false } } };
  const text = (key: string) =>
    ({ phase: "cancelled", cancelled: JSON.stringify({ task: "job-1", before, keep: "it was near" }) })[key];
  const of = (resources: ReturnType<typeof ended>) => factsOf({ project: "dbferry", text, recorded: { resources } });
  expect(of(ended("job-1"))).toMatchObject({ before, keep: "it was near" });
  // The state may be gone altogether.
  expect(of([])).toMatchObject({ before });
  expect(of(ended("job-2"))).not.toMatchObject({ keep: "it was near" });
  expect(of(ended("job-2")).before).toBeUndefined();
});
