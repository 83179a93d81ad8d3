import { expect, it } from "vitest";
import { needTask, type RunningMigration } from "../../../cli/dayTwo/migration";
import { markFor } from "../../../model/expiry";

const markOf = (id: string, stack: string) =>
  markFor("shop", new Date("2030-01-01T00:00:00Z"), { organization: "acme", project: "dbferry", stack, id });
const OURS = markOf("4f1c0d9be2a7", "first");

/** A replicating task with this description, and the state of a stack that made it. */
function underWay(description: string, made = OURS): RunningMigration {
  const resources = [
    { urn: "p", type: "pulumi:providers:dbferry", custom: true, inputs: { stateId: JSON.stringify("4f1c0d9be2a7") } },
    { urn: "t", type: "dbferry:index:ReplicationTask", custom: true, id: "job-1", inputs: { description: made } },
  ];
  return {
    task: {
      id: "job-1",
      name: "dbferry-shop",
      state: "incremental",
      vendorState: "running",
      started: true,
      description,
    },
    driver: { title: "Some DTS" },
    work: { project: "dbferry", stack: { name: "first" } },
    phase: "migrate",
    recorded: { resources },
  } as unknown as RunningMigration;
}

const need = (given: RunningMigration) => needTask("pause", given, ["incremental"], "a task that replicates");

it("a task that another stack has taken over is neither paused nor resumed by this one", () => {
  const others = markOf("000000000002", "second");
  expect(() => need(underWay(others))).toThrow(
    /acme\/dbferry\/second has taken over the task job-1 of Some DTS.*nothing was changed/s,
  );
  // The provider may have another id than the one that made the task.
  for (const mine of [underWay(OURS), underWay("opened by Li"), underWay(others, others)])
    expect(need(mine).id).toBe("job-1");
});
