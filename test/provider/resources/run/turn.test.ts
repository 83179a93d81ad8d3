import { describe, expect, it } from "vitest";
import type { TaskInfo, TaskState } from "../../../../provider/core/task";
import { bare, runOf, type Stage, stage } from "../../support/fake";

const run = (s: Stage, change = {}) => s.create("TaskRun", runOf("job-1", { after: ["dbferry-orders"], ...change }));

/** A created task, and one that comes before it. */
function queue(state?: TaskState, change: Partial<TaskInfo> = {}): Stage {
  const s = stage();
  s.driver.put("configuring", { id: "job-1" });
  if (state) s.driver.put(state, { id: "job-0", name: "dbferry-orders", ...change });
  return s;
}

const reached = async (s: Stage) => bare((await run(s)).outputs)["reached"];
const isUntouched = (s: Stage) => {
  expect(s.driver.tasks.get("job-1")!.state).toBe("configuring");
  expect(s.driver.calls.filter((call) => ["test source", "configure", "start"].includes(call))).toEqual([]);
};

describe("a task that starts after another one", () => {
  it.each(["incremental", "fullDone"] as const)(
    "starts when the other one has finished its load: %s",
    async (state) => {
      expect(await reached(queue(state))).toBe("incremental");
    },
  );

  it("waits while the other one loads, says what it waits for, and then starts", async () => {
    const s = queue("full");
    const find = s.driver.find.bind(s.driver);
    let looks = 0;
    s.driver.find = async (name) => {
      if (name === "dbferry-orders" && ++looks === 3) s.driver.tasks.get("job-0")!.state = "incremental";
      return find(name);
    };
    expect(await reached(s)).toBe("incremental");
    expect(looks).toBe(3);
    const told = s.log.lines.map(({ message }) => message).filter((message) => message.startsWith("waiting for"));
    expect(told).toContainEqual(expect.stringMatching(/^waiting for 'dbferry-orders' \(job-0\) is FULL, 42%/));
  });

  it("is not configured again if somebody started it during the wait", async () => {
    const s = queue("full");
    const find = s.driver.find.bind(s.driver);
    s.driver.find = async (name) => {
      Object.assign(s.driver.tasks.get("job-0")!, { state: "incremental" });
      Object.assign(s.driver.tasks.get("job-1")!, { state: "incremental", vendorState: "INCRE_TRANSFER_STARTED" });
      return find(name);
    };
    expect(await reached(s)).toBe("incremental");
    expect(s.driver.calls.filter((call) => ["test source", "configure", "start"].includes(call))).toEqual([]);
  });

  it.each(["creating", "configuring", "scheduled", "paused"] as const)(
    "is refused and unchanged while the other one is %s",
    async (state) => {
      const s = queue(state);
      await expect(run(s)).rejects.toThrow(
        /not the turn of the task job-1: nothing was started\n.*'dbferry-orders' \(job-0\)/,
      );
      isUntouched(s);
    },
  );

  it.each(["unknown", "createFailed", "startFailed", "fullFailed", "incrementalFailed", "endFailed", "ended"] as const)(
    "is refused and unchanged if the other one is not proven to be done: %s",
    async (state) => {
      const s = queue(state, { reason: "no space" });
      await expect(run(s)).rejects.toThrow(/'dbferry-orders', which comes first: not proven/);
      isUntouched(s);
    },
  );

  it("is refused and unchanged if there is no such task, it cannot be read, or several have its name", async () => {
    const none = queue();
    await expect(run(none)).rejects.toThrow(/knows no task of this name; .*remove it from `after`/);
    isUntouched(none);
    const unread = queue("incremental");
    unread.driver.find = async () => {
      throw new Error("DRS.0403 no permission");
    };
    await expect(run(unread)).rejects.toThrow(/could not be read: DRS\.0403 no permission/);
    isUntouched(unread);
    const two = queue("incremental");
    two.driver.put("incremental", { id: "job-9", name: "dbferry-orders" });
    await expect(run(two)).rejects.toThrow(/2 tasks have this name: job-0, job-9/);
    isUntouched(two);
  });

  it("is refused and unchanged if the task of that name loads into another target: it is another stack's", async () => {
    const s = queue("incremental", { targetInstanceId: "rds-of-the-test" });
    await expect(run(s)).rejects.toThrow(/not proven .*\(job-0\) loads into rds-of-the-test, and this one into rds-1/);
    isUntouched(s);
  });

  it("names all tasks that it waits for at once", async () => {
    const s = queue("configuring");
    s.driver.put("fullFailed", { id: "job-9", name: "dbferry-crm", reason: "no space" });
    await expect(run(s, { after: ["dbferry-orders", "dbferry-crm"] })).rejects.toThrow(
      /'dbferry-orders' \(job-0\)[\s\S]*'dbferry-crm', which comes first.*no space/,
    );
  });

  it("waits for the end, not only for the load, if the service runs one task at a time", async () => {
    const s = queue("incremental");
    s.driver.queue = "end";
    await expect(run(s)).rejects.toThrow(/still replicates.*cut that migration over first/);
    isUntouched(s);
    const over = queue("ended", { completed: true });
    over.driver.queue = "end";
    expect(await reached(over)).toBe("incremental");
    const loaded = queue("fullDone", { mode: "full", completed: true });
    loaded.driver.queue = "end";
    expect(await reached(loaded)).toBe("incremental");
    const occupies = queue("fullDone", { mode: "full" });
    occupies.driver.queue = "end";
    await expect(run(occupies)).rejects.toThrow(/has loaded and not ended.*cut that migration over first/);
  });

  it("continues once it has started, whatever happens to the other one", async () => {
    const s = queue("fullFailed");
    s.driver.go("job-1", [["incremental", "INCRE_TRANSFER_STARTED"]]);
    expect(await reached(s)).toBe("incremental");
  });

  it("is not left to the vendor's scheduler", async () => {
    const s = queue("incremental");
    const start = new Date(Date.now() + 3_600_000).toISOString();
    await expect(run(s, { start })).rejects.toThrow(/start: a set time beside after/);
    isUntouched(s);
  });
});
