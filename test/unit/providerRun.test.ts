import { describe, expect, it } from "vitest";
import { InitFailed } from "../../provider/core/failure";
import type { PrecheckReport, TaskState } from "../../provider/drivers/driver";
import type { Values } from "../../provider/rpc/values";
import { bare, runOf, SOURCE_PASSWORD, type Stage, stage, TARGET_PASSWORD } from "./providerFake";

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
    expect(bare(outputs)).toEqual({ taskId: "job-1", reached: "incremental" });
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

  it("does not stop at a complete full load when changes are to follow", async () => {
    const s = ready();
    s.driver.runStates = [
      ["fullDone", "FULL_TRANSFER_COMPLETE"],
      ["incremental", "INCRE_TRANSFER_STARTED"],
    ];
    expect(bare((await run(s)).outputs)["reached"]).toBe("incremental");
  });

  it("shows progress live and keeps none of it", async () => {
    const s = ready();
    await run(s);
    expect(s.log.lines.filter((line) => line.ephemeral).map((line) => line.message)).toContainEqual(
      expect.stringMatching(/^full load 42%/),
    );
    expect(s.log.kept("info")).toEqual([]);
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

describe("going on with a run that was cut off", () => {
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

  it("starts a scheduled task now when it is asked to", async () => {
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

  it("says how to get a new task when this one has ended", async () => {
    const s = ready();
    s.driver.go("job-1", [["ended", "RELEASE_RESOURCE_COMPLETE"]]);
    await expect(run(s)).rejects.toThrow(/has ended \(RELEASE_RESOURCE_COMPLETE\).*pulumi up --replace/);
  });
});

describe("a run that fails", () => {
  it.each([
    ["startFailed", "START_JOB_FAILED"],
    ["fullFailed", "FULL_TRANSFER_FAILED"],
    ["incrementalFailed", "INCRE_TRANSFER_FAILED"],
    ["maintenanceFailed", "REBUILD_NODE_FAILED"],
  ] as [TaskState, string][])(
    "tells the vendor's text of %s and keeps the run in the state",
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

  it("stops at a state that is not known, names it, and pauses the task", async () => {
    const s = ready();
    s.driver.runStates = [
      ["full", "FULL_TRANSFER_STARTED"],
      ["unknown", "TRANSMOGRIFYING"],
    ];
    await expect(run(s)).rejects.toThrow(/'TRANSMOGRIFYING'/);
    expect(s.driver.tasks.get("job-1")!.state).toBe("paused");
  });

  it("never starts a task that is in a state that is not known", async () => {
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
    expect(error.message).toMatch(/cancelled while watching the task, which goes on/);
    expect(s.driver.tasks.get("job-1")!.state).toBe("full");
  });

  it("pauses a task whose time is up", async () => {
    const s = ready();
    s.driver.runStates = [["full", "FULL_TRANSFER_STARTED"]];
    const inputs = s.handlers.check("dbferry:index:TaskRun", undefined, runOf("job-1")).inputs;
    const call = { urn: "u", type: "dbferry:index:TaskRun", timeoutSeconds: 0.05 };
    await expect(s.handlers.create(call, inputs, false)).rejects.toThrow(/gave up watching the task/);
    expect(s.driver.tasks.get("job-1")!.state).toBe("paused");
  });
});

const timeout = { ok: false as const, code: "DRS.M01501", text: "Communications link failure: connect timed out" };

describe("a connection that fails", () => {
  it("names the missing allowlist entry as the cause when the cloud shows that it is missing, and does not wait", async () => {
    const s = ready();
    s.driver.tests.source = [timeout];
    s.sight.groups = { default: ["127.0.0.1"], office: ["198.51.100.0/24"] };
    await expect(run(s, { connectWindowSeconds: 300 })).rejects.toThrow(
      /allowlist of rm-1 \(Alibaba RDS\) has no entry for the caller 203\.0\.113\.10.*office: 198\.51\.100\.0\/24[\s\S]*fix: add 203\.0\.113\.10\/32/,
    );
    expect(s.driver.tasks.get("job-1")!.state).toBe("configuring");
  });

  it("tries again while an entry that is there may not work yet", async () => {
    const s = ready();
    s.driver.tests.source = [timeout, timeout, { ok: true }];
    s.sight.groups = { dbferry_shop: ["203.0.113.10"] };
    expect(bare((await run(s, { connectWindowSeconds: 5 })).outputs)["reached"]).toBe("incremental");
  });

  it("names the closed security group of the target", async () => {
    const s = ready();
    s.driver.tests.target = [timeout];
    s.sight.rules = [
      { action: "allow", protocol: "tcp", ports: "22", cidr: "0.0.0.0/0" },
      { action: "allow", protocol: "tcp", ports: "3306", cidr: "10.9.0.0/16" },
    ];
    await expect(run(s, { connectWindowSeconds: 300 })).rejects.toThrow(
      /security group sg-1 of rds-1 is closed for the task's address 10\.0\.0\.9 on port 3306[\s\S]*ingress, TCP 3306, from 10\.0\.0\.9\/32/,
    );
  });

  it("does not blame a security group that lets the task in", async () => {
    const s = ready();
    s.driver.tests.target = [timeout];
    s.sight.rules = [{ action: "allow", protocol: "tcp", ports: "3000-3400", cidr: "10.0.0.0/24" }];
    await expect(run(s)).rejects.toThrow(/although the security group sg-1 lets in 10\.0\.0\.9/);
  });

  it("stops at a wrong password at once: trying again gets the caller locked out", async () => {
    const s = ready();
    s.driver.tests.source = [
      {
        ok: false,
        code: "DRS.KE0002",
        text: "The username or password is incorrect. Access denied for user 'df_shop'",
      },
    ];
    await expect(run(s, { connectWindowSeconds: 300 })).rejects.toThrow(
      /refuses user 'df_shop' with this password from 203\.0\.113\.10/,
    );
    expect(s.driver.calls.filter((call) => call === "test source")).toHaveLength(1);
  });

  it("names an unreachable port", async () => {
    const s = ready();
    s.driver.tests.source = [
      { ok: false, code: "DRS.M01501", text: "Communications link failure: Connection refused" },
    ];
    await expect(run(s)).rejects.toThrow(/nothing listens on port 3306/);
  });

  it("tells the problems of both sides together, each with the vendor's own words", async () => {
    const s = ready();
    s.driver.tests.source = [timeout];
    s.driver.tests.target = [{ ok: false, code: "X.1", text: "the flux is inverted" }];
    await expect(run(s)).rejects.toThrow(
      /source shop[\s\S]*connect timed out[\s\S]*target 10\.0\.0\.5:3306[\s\S]*X\.1: the flux is inverted/,
    );
  });

  it("tries again for as long as the window is, and no longer", async () => {
    const s = ready();
    s.driver.tests.source = [{ ok: false, code: "", text: "Unknown host shop.mysql.rds.aliyuncs.com" }];
    await expect(run(s, { connectWindowSeconds: 0.05 })).rejects.toThrow(
      /after \d+ attempts.*[\s\S]*its name is not known/,
    );
    expect(s.driver.calls.filter((call) => call === "test source").length).toBeGreaterThan(1);
  });
});

describe("the vendor's precheck", () => {
  const report = (items: PrecheckReport["items"], passRate = 50): PrecheckReport => ({
    running: false,
    passRate,
    items,
  });

  it("stops at failed items, all of them, with value and fix", async () => {
    const s = ready();
    s.driver.report = report([
      {
        item: "srcBinlogFormatCheck",
        result: "fail",
        vendorResult: "FAILED",
        reason: "BINLOG_FORMAT_IS_NOT_ROW",
        text: "binlog_format is STATEMENT",
      },
      {
        item: "checkIncreSrcDbExistedInDstDb",
        result: "fail",
        vendorResult: "FAILED",
        reason: "SRC_DB_EXISTED_IN_DST_DB_FOR_UP",
        text: "shop exists",
      },
    ]);
    const error = await run(s).catch((thrown) => thrown);
    expect(error.message).toMatch(
      /srcBinlogFormatCheck: failed; found: binlog_format is STATEMENT .*fix: SET GLOBAL binlog_format = 'ROW'/,
    );
    expect(error.message).toMatch(/checkIncreSrcDbExistedInDstDb: failed; found: shop exists/);
    expect(error).not.toBeInstanceOf(InitFailed);
    expect(s.driver.tasks.get("job-1")!.state).toBe("configuring");
  });

  it("shows an alarm and goes on", async () => {
    const s = ready();
    s.driver.report = report([
      { item: "srcGtidStatusCheck", result: "warning", vendorResult: "ALARM", text: "gtid_mode is OFF" },
    ]);
    await run(s);
    expect(s.log.kept("warning").join()).toMatch(/srcGtidStatusCheck: alarm; found: gtid_mode is OFF/);
  });

  it.each([
    [
      "a result that is not known",
      report([{ item: "x", result: "unknown", vendorResult: "MAYBE" }], 100),
      /x: result not known; found: MAYBE/,
    ],
    ["no item at all", report([], 100), /lists no item/],
    [
      "a pass rate that no item explains",
      report([{ item: "x", result: "pass", vendorResult: "PASSED" }], 90),
      /pass rate is 90/,
    ],
    [
      "no readable pass rate",
      { running: false, items: [{ item: "x", result: "pass", vendorResult: "PASSED" }] } as PrecheckReport,
      /not readable/,
    ],
  ])("takes %s for no pass", async (_what, given, message) => {
    const s = ready();
    s.driver.report = given;
    await expect(run(s)).rejects.toThrow(message);
    expect(s.driver.calls).not.toContain("start");
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
    expect(s.handlers.diff(type, olds, {}, news)).toMatchObject({ changed: true, replaces: [] });
  });

  it("refuses what a started task cannot change, all of it at once", async () => {
    const s = running();
    await expect(update(s, { databases: ["other"], mode: "full" })).rejects.toThrow(/databases; path, mode/);
  });

  it("changes nothing when nothing changed", async () => {
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

  it("refuses while it replicates unless told to", async () => {
    const s = ready();
    s.driver.go("job-1", [["incremental", "INCRE_TRANSFER_STARTED"]]);
    await expect(remove(s)).rejects.toThrow(/still replicates/);
  });

  it("has nothing to do for a task that was never started, or has ended, or is gone", async () => {
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
  it("are in no output, message or error", async () => {
    const s = ready();
    const { outputs } = await run(s);
    s.driver.go("job-1", [["configuring", "CONFIGURATION"]]);
    s.driver.tests.source = [{ ok: false, code: "", text: `Access denied; you sent ${SOURCE_PASSWORD}` }];
    s.driver.tests.target = [{ ok: false, code: "", text: `timed out with ${TARGET_PASSWORD}` }];
    const error: Error = await run(s).catch((thrown) => thrown);
    const inputs = s.handlers.check("dbferry:index:TaskRun", undefined, runOf("job-1")).inputs;
    const shown = s.handlers.hiding(inputs)(error.message);
    const everything = JSON.stringify(outputs) + s.log.text + shown + JSON.stringify(inputs);
    expect(everything).not.toContain(SOURCE_PASSWORD);
    expect(everything).not.toContain(TARGET_PASSWORD);
    expect(shown).toContain("[secret]");
  });
});
