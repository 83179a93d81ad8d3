import { describe, expect, it } from "vitest";
import { bare, runOf, type Stage, stage } from "../../support/fake";

const run = (s: Stage, change = {}) => s.create("TaskRun", runOf("job-1", change));
const STEPS = ["test source", "test target", "configure", "selectObjects", "startPrecheck", "start"];
const steps = (s: Stage) => s.driver.calls.filter((call) => STEPS.includes(call));
const LIMIT = { speed: 5, fromHour: 1, toHour: 2 };

function ready(): Stage {
  const s = stage();
  s.driver.put("configuring", { id: "job-1" });
  return s;
}

describe("the order of the preparation is the engine's", () => {
  it("even if everything is configured before anything is tested", async () => {
    const s = ready();
    const [connecting, configuring, selecting, checking] = s.driver.preparation;
    s.driver.preparation = [configuring!, selecting!, connecting!, checking!];
    await run(s);
    expect(steps(s)).toEqual(["configure", "selectObjects", "test source", "test target", "startPrecheck", "start"]);
  });

  it("and an engine without its own connection test has no step for it", async () => {
    const s = ready();
    s.driver.preparation = s.driver.preparation.slice(1);
    delete s.driver.can.testConnection;
    await run(s);
    expect(steps(s)).toEqual(["configure", "selectObjects", "startPrecheck", "start"]);
  });

  it("what the task shows as done is not repeated after a kill", async () => {
    const s = ready();
    const [connecting, configuring, selecting, checking] = s.driver.preparation;
    const isDone = () => s.driver.calls.includes("configure");
    s.driver.preparation = [{ ...configuring!, isDone }, connecting!, selecting!, checking!];
    s.driver.killAt = "selectObjects";
    await expect(run(s)).rejects.toThrow(/killed/);
    expect(bare((await run(s)).outputs)["reached"]).toBe("incremental");
    expect(s.driver.calls.filter((call) => call === "configure")).toHaveLength(1);
  });

  it("a task that somebody else started while it waited is watched, and not prepared or started again", async () => {
    const s = ready();
    s.driver.tests.source = [{ ok: false, code: "", text: "timed out" }, { ok: true }];
    const [first, ...rest] = s.driver.preparation;
    const startedMeanwhile = async (...args: Parameters<NonNullable<typeof first>["run"]>) => {
      await first!.run(...args);
      s.driver.go("job-1", s.driver.runStates);
    };
    s.driver.preparation = [{ title: "connecting", run: startedMeanwhile }, ...rest];
    expect(bare((await run(s, { connectWindowSeconds: 60 })).outputs)["reached"]).toBe("incremental");
    expect(steps(s)).toEqual(["test source", "test target", "test source", "test target"]);
  });
});

it("a task that another stack has taken over during the preparation is not started", async () => {
  const s = stage({ stateId: "4f1c0d9be2a7" });
  const task = s.driver.put("configuring", { id: "job-1" });
  const { startPrecheck } = s.driver;
  s.driver.startPrecheck = (id) => {
    task.description = task.description.replace("4f1c0d9be2a7", "0123456789ab");
    return startPrecheck.call(s.driver, id);
  };
  await expect(run(s)).rejects.toThrow(/is no longer this stack's/);
  expect(steps(s)).not.toContain("start");
});

describe("what a service does not support", () => {
  it("is refused before anything happens to the task, all at once", async () => {
    const s = ready();
    delete s.driver.can.limitSpeed;
    delete s.driver.can.schedule;
    const start = new Date(Date.now() + 3_600_000).toISOString();
    const error = await run(s, { start, limits: [LIMIT] }).catch((thrown) => thrown);
    expect(error.message).toMatch(/limits: Fake DTS cannot limit the speed of a task/);
    expect(error.message).toMatch(/start: .*Fake DTS cannot start a task at a set time; needed: 'now'/);
    expect(steps(s)).toEqual([]);
  });

  it("a paused task without a call to resume it is left to the operator", async () => {
    const s = ready();
    delete s.driver.can.pause;
    s.driver.go("job-1", [["paused", "PAUSING"]]);
    await expect(run(s)).rejects.toThrow(/is PAUSING, and Fake DTS has no call that resumes .*in the vendor's console/);
  });

  it("a failed full load without a call to start over needs a new task", async () => {
    const s = ready();
    delete s.driver.can.reset;
    s.driver.go("job-1", [["fullFailed", "FULL_TRANSFER_FAILED"]]);
    await expect(run(s)).rejects.toThrow(
      /no call that restarts a failed load; to begin again .*`dbferry cancel --empty-target`/,
    );
    expect(s.driver.calls).not.toContain("startPrecheck");
  });

  it("a task in an unknown state that cannot be paused is reported as running on", async () => {
    const s = ready();
    delete s.driver.can.pause;
    s.driver.runStates = [["unknown", "TRANSMOGRIFYING"]];
    await expect(run(s)).rejects.toThrow(/'TRANSMOGRIFYING'/);
    expect(s.log.kept("warning").join()).toMatch(/cannot pause the task job-1, which continues/);
  });
});
