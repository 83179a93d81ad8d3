import { expect, it } from "vitest";
import { serviceComparisonOf } from "../../../cli/engine/serviceComparison";
import type { StackMigration } from "../../../cli/engine/stackMigration";

it("proves nothing about servers given in place of the stack's, and calls no service", async () => {
  const clouds = () => expect.unreachable("the service was asked");
  const stack = { migration: { engine: "drs", task: { consistencyCheck: "full" } }, clouds, taskId: "job-1" };
  const compared = serviceComparisonOf(stack as unknown as StackMigration, false, () => {})!;
  expect(await compared(new AbortController().signal)([], { file: "binlog.000007", position: 4 }, [])).toMatchObject({
    status: "undetermined",
    found: expect.stringMatching(/not requested, because a server was given/),
  });
});
