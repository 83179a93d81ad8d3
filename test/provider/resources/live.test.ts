import { describe, expect, it } from "vitest";
import { UNKNOWN, type Values } from "../../../plugin/values";
import type { TaskState } from "../../../provider/core/task";
import { runOf, type Stage, type StageOptions, stage, TASK } from "../support/fake";

/** Plans a change, as in a preview; resolves if it is allowed. */
async function plan(s: Stage, type: string, old: Values, news: Values): Promise<void> {
  const call = { urn: `urn:pulumi:test::dbferry::dbferry:index:${type}::x`, type: `dbferry:index:${type}` };
  const given = (inputs: Values) => s.handlers.check(call.type, undefined, inputs).inputs;
  const { changes } = s.handlers.diff(call.type, given(old), {}, given(news));
  await s.handlers.allow(call, "job-1", given(old), {}, given(news), changes);
}

function withTask(state: TaskState, config: StageOptions = {}): Stage {
  const s = stage(config);
  s.driver.put(state, { id: "job-1" });
  return s;
}

describe("a plan that would replace a task", () => {
  const change = (s: Stage, whenLive = ["refuse", "refuse"]) =>
    plan(
      s,
      "ReplicationTask",
      { ...TASK, whenLive: whenLive[0]! },
      { ...TASK, drs: { nodeType: "small" }, whenLive: whenLive[1]! },
    );

  it.each(["starting", "full", "incremental", "paused", "unknown"] as const)(
    "is refused while it is %s",
    async (state) => {
      await expect(change(withTask(state))).rejects.toThrow(
        /cannot change while it does: drs\.nodeType; needed: .+dbferry cancel/s,
      );
    },
  );

  it.each(["configuring", "ended", "createFailed"] as const)("is allowed while it is %s", async (state) => {
    await change(withTask(state));
  });

  it("needs permission in the state and in the stack file, or the provider's", async () => {
    await expect(change(withTask("incremental"), ["end", "refuse"])).rejects.toThrow(/protectLiveTask/);
    await expect(change(withTask("incremental"), ["refuse", "end"])).rejects.toThrow(/protectLiveTask/);
    await change(withTask("incremental"), ["end", "end"]);
    await change(withTask("incremental", { endLiveTasks: true }));
    await change(withTask("incremental", { replaceLiveTasks: true }));
  });

  it("is allowed if the change replaces nothing", async () => {
    await plan(withTask("incremental"), "ReplicationTask", TASK, { ...TASK, description: "another" });
  });
});

describe("a plan for a run", () => {
  it("is refused if a started task cannot follow, with all changes at once", async () => {
    const news = runOf("job-1", { databases: ["other"], mode: "full" });
    await expect(plan(withTask("incremental"), "TaskRun", runOf("job-1"), news)).rejects.toThrow(/databases.*mode/);
    await plan(withTask("configuring"), "TaskRun", runOf("job-1"), news);
  });

  it("may have another password, and values that are not known yet", async () => {
    const source = runOf("job-1")["source"] as Values;
    const s = withTask("incremental");
    await plan(s, "TaskRun", runOf("job-1"), runOf("job-1", { source: { ...source, password: "another" } }));
    await plan(s, "TaskRun", runOf("job-1"), runOf("job-1", { source: { ...source, host: UNKNOWN } }));
  });
});

describe("the record of a migration", () => {
  const record = (more: Values = {}): Values => ({
    migration: "shop",
    phase: "migrate",
    engine: "drs",
    taskId: "job-1",
    fixed: { mode: '"full"' },
    ...more,
  });
  const remove = (s: Stage, more: Values = {}) => s.remove("MigrationRecord", "shop", record(more));

  it("is the first resource that a destroy would remove, and stays while the task moves data", async () => {
    await expect(remove(withTask("incremental"))).rejects.toThrow(/still moves data/);
    await remove(withTask("incremental"), { whenLive: "end" });
    await remove(withTask("incremental", { endLiveTasks: true }));
    // The word of an update that may have been refused.
    await expect(remove(withTask("incremental", { replaceLiveTasks: true }))).rejects.toThrow(/still moves data/);
    // With a task that failed for good, no update succeeds.
    await expect(remove(withTask("incrementalFailed"))).rejects.toThrow(/may continue.*let it continue: correct/s);
    await remove(withTask("incrementalFailed", { replaceLiveTasks: true }));
    await remove(withTask("ended"));
    await remove(stage());
  });

  it("contacts no cloud once the migration is over", async () => {
    const s = withTask("incremental");
    await remove(s, { phase: "done" });
    await remove(s, { phase: "cancelled" });
    expect(s.driver.calls).toEqual([]);
  });

  it("keeps its creation time, and the task's id after the task has ended", async () => {
    const s = stage();
    const { outputs } = await s.create("MigrationRecord", record());
    const later = await s.update(
      "MigrationRecord",
      "shop",
      record(),
      outputs,
      record({ phase: "done", taskId: undefined }),
    );
    expect(later).toMatchObject({ phase: "done", taskId: "job-1", since: outputs["since"] });
    expect(Date.parse(String(later["reachedAt"]))).not.toBeNaN();
  });
});
