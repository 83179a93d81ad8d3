import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallContext } from "../../../../provider/core/context";
import type { Driver } from "../../../../provider/core/driver";
import type { PrecheckReport, TaskInfo } from "../../../../provider/core/task";
import { precheck } from "../../../../provider/resources/run/precheck";
import { watch } from "../../../../provider/resources/run/transfer";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "Date"] }));
afterEach(() => vi.useRealTimers());

/** Runs a wait without pausing. */
vi.mock("node:timers/promises", () => ({
  setTimeout: async (ms: number) => void vi.setSystemTime(Date.now() + ms),
}));

const ctx = {
  pollSeconds: 5,
  signal: new AbortController().signal,
  log: () => {},
  progress: () => {},
  now: () => new Date(),
} as unknown as CallContext;

const told = (result: "pass" | "fail"): PrecheckReport => ({
  running: false,
  passRate: result === "pass" ? 100 : 0,
  items: [{ item: "CHECK_SRC", result, vendorResult: result }],
});

const CREATED = { id: "t1", state: "configuring", vendorState: "created", started: false } as TaskInfo;

describe("a service whose task identifies its last check", () => {
  /** A service whose task shows the given checks in turn, with their reports; the first is from before the order. */
  function checking(checks: [lastCheck: string, report: PrecheckReport, state?: string][], starts = true) {
    let at = -1;
    const calls: string[] = [];
    const driver = {
      title: "Tencent DTS",
      onWarning: "accept",
      async startPrecheck() {
        calls.push("start");
        return starts;
      },
      async describe() {
        calls.push("task");
        at = Math.min(at + 1, checks.length - 1);
        const [lastCheck, , state = "configuring"] = checks[at]!;
        return { ...CREATED, state, lastCheck };
      },
      async precheckReport() {
        calls.push("report");
        return checks[at]![1];
      },
    };
    const task = { ...CREATED, lastCheck: "" };
    const run = (purpose: "start" | "retry" = "start") => precheck(ctx, driver as unknown as Driver, task, purpose);
    return { run, calls };
  }

  it("the report of the previous check does not count as that of the one just started", async () => {
    const { run, calls } = checking([
      ["first", told("pass")],
      ["first", told("pass")],
      ["", told("pass")],
      ["second", told("fail")],
    ]);
    await expect(run()).rejects.toThrow(/CHECK_SRC: failed/);
    expect(calls).toEqual(["task", "start", "task", "task", "task", "report"]);
  });

  it("waiting for a check that does not begin ends, and the previous one proves nothing", async () => {
    const { run, calls } = checking([["first", told("pass")]]);
    await expect(run()).rejects.toThrow(
      /gave up waiting for the precheck of the task t1 to begin \(Tencent DTS still shows the previous one\) after 600 s; run the update again/,
    );
    expect(calls).not.toContain("report");
  });

  it("if the service accepts no check, its last report counts at once", async () => {
    const { run } = checking([["first", told("pass")]], false);
    expect((await run("retry")).verdicts).toHaveLength(1);
  });

  it.each([
    ["is returned if it was made after the check had ended", "configuring"],
    ["is not returned if it was made while the check ran", "creating"],
  ])("the reading of the task %s", async (_, state) => {
    const { run, calls } = checking([
      ["first", told("pass")],
      ["second", told("pass"), state],
    ]);
    const { task } = await run();
    expect(task?.lastCheck).toBe(state === "configuring" ? "second" : undefined);
    expect(calls).toEqual(["task", "start", "task", "report"]);
  });
});

it("a task that was read before its check was seen running is not returned", async () => {
  const reports: PrecheckReport[] = [{ running: true, items: [] }, told("pass")];
  const checks = ["first", "second"];
  const driver = {
    title: "Tencent DTS",
    startPrecheck: async () => true,
    describe: async () => ({ ...CREATED, lastCheck: checks.length > 1 ? checks.shift() : checks[0] }),
    precheckReport: async () => (reports.length > 1 ? reports.shift() : reports[0]),
  };
  const passed = await precheck(ctx, driver as unknown as Driver, { ...CREATED, lastCheck: "" }, "start");
  expect(passed.task).toBeUndefined();
});

describe("a service whose report identifies its check", () => {
  /** A service that shows the given reports in turn; the first is from before the order. */
  function showing(...reports: PrecheckReport[]) {
    let asked = 0;
    const next = async () => {
      asked += 1;
      return reports.length > 1 ? reports.shift() : reports[0];
    };
    const driver = {
      title: "Alibaba DTS",
      onWarning: "accept",
      startPrecheck: async () => true,
      shownPrecheck: next,
      precheckReport: next,
    };
    return { asked: () => asked, run: () => precheck(ctx, driver as unknown as Driver, CREATED, "start") };
  }
  const of = (check: string, report: PrecheckReport): PrecheckReport => ({ ...report, check });

  it("the report of the previous check is not judged as that of the new one", async () => {
    const { run } = showing(of("first", told("pass")), of("first", told("pass")), of("second", told("fail")));
    await expect(run()).rejects.toThrow(/CHECK_SRC: failed/);
  });

  it("one report before the order and one after it are enough", async () => {
    const { run, asked } = showing(of("first", told("pass")), of("second", told("pass")));
    expect((await run()).verdicts).toHaveLength(1);
    expect(asked()).toBe(2);
  });

  it("waiting for a check that does not begin ends, even if the previous report is a pass", async () => {
    const { run } = showing(of("first", told("pass")));
    await expect(run()).rejects.toThrow(
      /gave up waiting for the precheck of the task t1 to begin \(Alibaba DTS still shows the previous one\) after 600 s; run the update again/,
    );
  });

  it("the report counts only once the check has ended", async () => {
    const running = { ...told("pass"), running: true };
    const { run } = showing(of("first", told("pass")), of("second", running), of("second", told("fail")));
    await expect(run()).rejects.toThrow(/CHECK_SRC: failed/);
  });
});

describe("a service that does not mark its checks", () => {
  /** A service that shows the given reports in turn; the first is from before the order. */
  function showing(...reports: PrecheckReport[]) {
    const said: string[] = [];
    const calls: string[] = [];
    const next = async () => (reports.length > 1 ? reports.shift() : reports[0]);
    const called = <T>(name: string, answer: T): T => {
      calls.push(name);
      return answer;
    };
    const driver = {
      title: "Huawei DRS",
      onWarning: "show",
      startPrecheck: async () => called("start", true),
      shownPrecheck: async () => called("shown", next()),
      precheckReport: async () => called("report", next()),
    };
    const log = (_: string, line: string) => said.push(line);
    return {
      said,
      calls,
      run: () => precheck({ ...ctx, log } as CallContext, driver as unknown as Driver, CREATED, "start"),
    };
  }
  const running = (result: "pass" | "fail") => ({ ...told(result), running: true });

  it("the report of the previous check is not judged as that of the new one", async () => {
    const { run } = showing(told("pass"), told("pass"), told("pass"), told("fail"));
    await expect(run()).rejects.toThrow(/CHECK_SRC: failed/);
  });

  it("nor if its items come in another order", async () => {
    const two = (...names: string[]) => ({
      ...told("pass"),
      items: names.map((item) => ({ ...told("pass").items[0]!, item })),
    });
    const { run } = showing(two("A", "B"), two("B", "A"), told("fail"));
    await expect(run()).rejects.toThrow(/CHECK_SRC: failed/);
  });

  it("the same report counts at once after the check was seen running", async () => {
    const { run, said } = showing(told("pass"), running("pass"), told("pass"));
    const began = Date.now();
    expect((await run()).verdicts).toHaveLength(1);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(said).toEqual([]);
  });

  it("the same report again proves nothing, however long it is shown, if no check was seen running", async () => {
    const { run } = showing(told("pass"), told("pass"));
    const began = Date.now();
    await expect(run()).rejects.toThrow(
      /still shows the same report as before.*not proven that the new one has passed, and nothing was started; run the update again[\s\S]*--replace/,
    );
    expect(Date.now() - began).toBeLessThan(11 * 60_000);
  });

  it("a check that was running before the order is waited for, and its report is not judged", async () => {
    const { run, calls } = showing(running("pass"), running("pass"), told("pass"), running("pass"), told("fail"));
    await expect(run()).rejects.toThrow(/CHECK_SRC: failed/);
    expect(calls).toEqual(["shown", "shown", "shown", "start", "report", "report"]);
  });

  it("its report, shown once more after the order, proves nothing", async () => {
    const { run } = showing(running("pass"), told("pass"));
    await expect(run()).rejects.toThrow(/not proven that the new one has passed, and nothing was started/);
  });

  it("a check that was running before the order and never ends proves nothing, and no other is ordered", async () => {
    const { run, calls } = showing(running("pass"));
    await expect(run()).rejects.toThrow(
      /gave up waiting for an earlier precheck of the task t1 to end \(.*nothing was started\) after 3600 s; run the update again/,
    );
    expect(new Set(calls)).toEqual(new Set(["shown"]));
  });

  it("a service that shows no report before judges the first one", async () => {
    const { run } = showing(undefined as never, told("pass"));
    expect((await run()).verdicts).toHaveLength(1);
  });
});

it.each([
  ["configuring", 15],
  ["starting", 120],
] as const)("waiting for a task that stays %s ends", async (state, minutes) => {
  const task = { id: "t1", name: "x", state, vendorState: "NotStarted", started: false } as TaskInfo;
  const driver = {
    title: "Alibaba DTS",
    describe: async () => task,
    progress: async () => ({ vendorState: "NotStarted", parts: {} }),
  } as unknown as Driver;
  const began = Date.now();
  await expect(watch(ctx, driver, "t1", "incremental")).rejects.toThrow(
    new RegExp(
      `accepted the request to start the task t1, but has not begun after ${minutes} minutes.*run the update again`,
    ),
  );
  expect(Date.now() - began).toBeLessThan((minutes + 5) * 60_000);
});

it.each([
  ["while its progress changes", true, 700, 722],
  ["while nothing changes", false, 60, 80],
])("each poll of a task is one call, as often as the documents say, %s", async (_title, changes, least, most) => {
  const task = { id: "t1", name: "x", state: "full", vendorState: "Migrating", started: true } as TaskInfo;
  let calls = 0;
  const driver = {
    title: "Alibaba DTS",
    describe: async () => {
      calls += 1;
      return task;
    },
    progress: async () => {
      calls += 1;
      return { vendorState: "Migrating", percent: changes ? calls : 1, parts: {} };
    },
  } as unknown as Driver;
  await expect(watch({ ...ctx, timeoutSeconds: 3600 }, driver, "t1", "incremental")).rejects.toThrow(
    /gave up watching/,
  );
  expect(calls).toBeGreaterThanOrEqual(least);
  expect(calls).toBeLessThanOrEqual(most);
});
