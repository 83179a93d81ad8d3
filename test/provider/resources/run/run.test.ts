import { describe, expect, it } from "vitest";
import { redacted } from "../../../../model/printing/redacted";
import { replacedBy } from "../../../../plugin/plugin";
import { secretTexts, type Values } from "../../../../plugin/values";
import { InitFailed } from "../../../../provider/core/failure";
import type { TaskState } from "../../../../provider/core/task";
import { bare, runOf, SOURCE_PASSWORD, type Stage, stage, TARGET_PASSWORD } from "../../support/fake";

const run = (s: Stage, change = {}) => s.create("TaskRun", runOf("job-1", change));

/** A created task, ready to run. */
function ready(): Stage {
  const s = stage();
  s.driver.put("configuring", { id: "job-1" });
  return s;
}

const ORDER = ["test source", "test target", "configure", "selectObjects", "startPrecheck", "precheckReport", "start"];

describe("running a task", () => {
  it("tests, configures, prechecks, starts and watches until it replicates", async () => {
    const s = ready();
    const { id, outputs } = await run(s, { databases: ["shop"] });
    expect(id).toBe("job-1");
    expect(bare(outputs)).toMatchObject({ taskId: "job-1", reached: "incremental" });
    expect(s.driver.calls.filter((call) => ORDER.includes(call))).toEqual(ORDER);
  });

  it("is done when the full load is complete in mode full", async () => {
    const s = ready();
    s.driver.runStates = [
      ["full", "FULL_TRANSFER_STARTED"],
      ["fullDone", "FULL_TRANSFER_COMPLETE"],
    ];
    expect(bare((await run(s, { mode: "full" })).outputs)["reached"]).toBe("fullDone");
  });

  it("does not stop at a complete full load if changes are to follow", async () => {
    const s = ready();
    s.driver.runStates = [
      ["fullDone", "FULL_TRANSFER_COMPLETE"],
      ["incremental", "INCRE_TRANSFER_STARTED"],
    ];
    expect(bare((await run(s)).outputs)["reached"]).toBe("incremental");
  });

  it("shows live progress and stores none of it", async () => {
    const s = ready();
    await run(s);
    expect(s.log.lines.filter((line) => line.ephemeral).map((line) => line.message)).toContainEqual(
      expect.stringMatching(/^full load 42%/),
    );
    expect(s.log.kept("info")).toEqual([]);
  });

  it("reads the task itself only if its progress shows a new state", async () => {
    const s = ready();
    s.driver.runStates = [
      ["full", "FULL_TRANSFER_STARTED"],
      ["incremental", "INCRE_TRANSFER_STARTED"],
    ];
    const said = ["FULL_TRANSFER_STARTED", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_STARTED", "INCRE_TRANSFER_STARTED"];
    let started = false;
    let reads = 0;
    const { describe: read, start } = s.driver;
    Object.assign(s.driver, {
      start: (...given: Parameters<typeof start>) => {
        started = true;
        return start.apply(s.driver, given);
      },
      describe: (id: string) => {
        if (started) reads += 1;
        return read.call(s.driver, id);
      },
      progress: async () => ({ vendorState: said.shift(), percent: 42, parts: {} }),
    });
    expect(bare((await run(s)).outputs)["reached"]).toBe("incremental");
    expect([reads, said]).toEqual([2, []]);
  });

  it("only schedules a task with a later start", async () => {
    const s = ready();
    const start = new Date(Date.now() + 3_600_000).toISOString();
    expect(bare((await run(s, { start })).outputs)["reached"]).toBe("scheduled");
    expect(s.driver.tasks.get("job-1")!.state).toBe("scheduled");
  });

  it("refuses a start that is less than five minutes ahead, before anything is done", async () => {
    const s = ready();
    const start = new Date(Date.now() + 60_000).toISOString();
    await expect(run(s, { start })).rejects.toThrow(/needed: more than 5 minutes ahead/);
    expect(s.driver.calls).not.toContain("configure");
  });
});

describe("continuing an interrupted run", () => {
  it.each([
    ["starting", []],
    ["full", []],
    ["incremental", []],
    ["paused", ["resume"]],
    ["incrementalFailed", ["retry"]],
    ["fullFailed", ["startPrecheck", "precheckReport", "reset"]],
  ] as [TaskState, string[]][])("from %s", async (state, orders) => {
    const s = ready();
    s.driver.go("job-1", [
      [state, state.toUpperCase()],
      ...(orders.length === 0 ? ([["incremental", "INCRE_TRANSFER_STARTED"]] as [TaskState, string][]) : []),
    ]);
    expect(bare((await run(s)).outputs)["reached"]).toBe("incremental");
    const changing = s.driver.calls.filter((call) => !["describe", "find"].includes(call));
    expect(changing).toEqual(orders);
  });

  it("reads a task once if it replicates already", async () => {
    const s = ready();
    s.driver.go("job-1", [["incremental", "INCRE_TRANSFER_STARTED"]]);
    let reads = 0;
    const { describe: read } = s.driver;
    s.driver.describe = (id) => {
      reads += 1;
      return read.call(s.driver, id);
    };
    expect(bare((await run(s)).outputs)["reached"]).toBe("incremental");
    expect(reads).toBe(1);
  });

  it("starts a scheduled task at once on request", async () => {
    const s = ready();
    s.driver.go("job-1", [["scheduled", "WAITING_FOR_START"]]);
    expect(bare((await run(s)).outputs)["reached"]).toBe("incremental");
    expect(s.driver.calls).toContain("reschedule");
  });

  it.each([...ORDER, "describe"])("killed at '%s', the next run finishes with the one task", async (at) => {
    const s = ready();
    s.driver.killAt = at;
    await expect(run(s)).rejects.toThrow(/killed/);
    expect(bare((await run(s)).outputs)["reached"]).toBe("incremental");
    expect(s.driver.tasks.size).toBe(1);
    expect(s.driver.calls.filter((call) => call === "start")).toHaveLength(1);
  });

  it("names how to continue and how to get out if the task has ended", async () => {
    const s = ready();
    s.driver.go("job-1", [["ended", "RELEASE_RESOURCE_COMPLETE"]]);
    await expect(run(s)).rejects.toThrow(/has ended \(RELEASE_RESOURCE_COMPLETE\).*the phase cutover.*dbferry cancel/s);
  });
});

describe("a failed run", () => {
  it.each([
    ["startFailed", "START_JOB_FAILED"],
    ["fullFailed", "FULL_TRANSFER_FAILED"],
    ["incrementalFailed", "INCRE_TRANSFER_FAILED"],
    ["maintenanceFailed", "REBUILD_NODE_FAILED"],
  ] as [TaskState, string][])(
    "reports the vendor's text of %s and keeps the run in the state",
    async (state, vendorState) => {
      const s = ready();
      s.driver.tasks.get("job-1")!.reason = "Table 'film' already exists";
      s.driver.runStates = [
        ["full", "FULL_TRANSFER_STARTED"],
        [state, vendorState],
      ];
      const error = await run(s).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(InitFailed);
      expect(error.id).toBe("job-1");
      expect(error.message).toContain(vendorState);
      expect(error.message).toContain("Table 'film' already exists");
    },
  );

  it("stops at an unknown state, names it, and pauses the task", async () => {
    const s = ready();
    s.driver.runStates = [
      ["full", "FULL_TRANSFER_STARTED"],
      ["unknown", "TRANSMOGRIFYING"],
    ];
    await expect(run(s)).rejects.toThrow(/'TRANSMOGRIFYING'/);
    expect(s.driver.tasks.get("job-1")!.state).toBe("paused");
  });

  it("never starts a task that is in an unknown state", async () => {
    const s = ready();
    s.driver.go("job-1", [["unknown", "TRANSMOGRIFYING"]]);
    await expect(run(s)).rejects.toThrow(/'TRANSMOGRIFYING'/);
    expect(s.driver.calls).not.toContain("start");
  });

  it("leaves the task running when the update is cancelled, and records it", async () => {
    const s = ready();
    s.driver.runStates = [["full", "FULL_TRANSFER_STARTED"]];
    const running = run(s).catch((thrown) => thrown);
    while (!s.driver.calls.includes("start")) await new Promise((resolve) => setImmediate(resolve));
    s.handlers.cancel();
    const error = await running;
    expect(error).toBeInstanceOf(InitFailed);
    expect(error.message).toMatch(/cancelled while watching the task, which continues/);
    expect(s.driver.tasks.get("job-1")!.state).toBe("full");
  });

  it("pauses a task that has exceeded its time limit", async () => {
    const s = ready();
    s.driver.runStates = [["full", "FULL_TRANSFER_STARTED"]];
    const inputs = s.handlers.check("dbferry:index:TaskRun", undefined, runOf("job-1")).inputs;
    const call = { urn: "u", type: "dbferry:index:TaskRun", timeoutSeconds: 0.05 };
    await expect(s.handlers.create(call, inputs, false)).rejects.toThrow(/gave up watching the task/);
    expect(s.driver.tasks.get("job-1")!.state).toBe("paused");
  });
});

describe("changing a run", () => {
  const running = (): Stage => {
    const s = ready();
    s.driver.go("job-1", [["incremental", "INCRE_TRANSFER_STARTED"]]);
    return s;
  };
  const update = (s: Stage, change: Values) => s.update("TaskRun", "job-1", runOf("job-1"), {}, runOf("job-1", change));

  it("rotates a password in place", async () => {
    const s = running();
    await update(s, { source: { ...(runOf("job-1")["source"] as Values), password: "new-Pa55-canary" } });
    expect(s.driver.passwords).toEqual({ source: "new-Pa55-canary" });
    const type = "dbferry:index:TaskRun";
    const olds = s.handlers.check(type, undefined, runOf("job-1")).inputs;
    const news = s.handlers.check(type, undefined, {
      ...runOf("job-1"),
      source: { ...(runOf("job-1")["source"] as Values), password: "x" },
    }).inputs;
    const diff = s.handlers.diff(type, olds, {}, news);
    expect(diff.changes).not.toEqual([]);
    expect(replacedBy(diff)).toEqual([]);
  });

  it("refuses what a started task cannot change, all of it at once", async () => {
    const s = running();
    await expect(update(s, { databases: ["other"], mode: "full" })).rejects.toThrow(/databases or tables; path, mode/);
  });

  it("changes nothing if the inputs are the same", async () => {
    const s = running();
    await update(s, {});
    expect(s.driver.calls.filter((call) => call !== "describe")).toEqual([]);
  });
});

describe("deleting a run", () => {
  const remove = (s: Stage, whenLive = "refuse") => s.remove("TaskRun", "job-1", runOf("job-1", { whenLive }));

  it("ends the replication properly and leaves the record to its task", async () => {
    const s = ready();
    s.driver.go("job-1", [["incremental", "INCRE_TRANSFER_STARTED"]]);
    await remove(s, "end");
    expect(s.driver.tasks.get("job-1")!.state).toBe("ended");
    expect(s.driver.calls).not.toContain("end by force");
  });

  it("refuses while it replicates without permission", async () => {
    const s = ready();
    s.driver.go("job-1", [["incremental", "INCRE_TRANSFER_STARTED"]]);
    await expect(remove(s)).rejects.toThrow(/still moves data/);
  });

  it("has nothing to do for a task that was never started, has ended, or is gone", async () => {
    const s = ready();
    await remove(s);
    s.driver.go("job-1", [["ended", "RELEASE_RESOURCE_COMPLETE"]]);
    await remove(s);
    s.driver.tasks.clear();
    await remove(s);
    expect(s.driver.calls.filter((call) => call !== "describe")).toEqual([]);
  });

  it("does not leave a scheduled task to start by itself", async () => {
    const s = ready();
    s.driver.go("job-1", [["scheduled", "WAITING_FOR_START"]]);
    await remove(s);
    expect(s.driver.tasks.get("job-1")!.state).toBe("ended");
  });
});

describe("secrets of a run", () => {
  it("appear in no output, message or error", async () => {
    const s = ready();
    const { outputs } = await run(s);
    const refused = ready();
    refused.driver.tests.source = [{ ok: false, code: "", text: `Access denied; you sent ${SOURCE_PASSWORD}` }];
    refused.driver.tests.target = [{ ok: false, code: "", text: `timed out with ${TARGET_PASSWORD}` }];
    const error: Error = await run(refused).catch((thrown) => thrown);
    const inputs = s.handlers.check("dbferry:index:TaskRun", undefined, runOf("job-1")).inputs;
    const shown = redacted(error.message, secretTexts(inputs));
    const everything = JSON.stringify(outputs) + s.log.text + refused.log.text + shown + JSON.stringify(inputs);
    expect(everything).not.toContain(SOURCE_PASSWORD);
    expect(everything).not.toContain(TARGET_PASSWORD);
    expect(shown).toContain("[secret]");
  });
});
