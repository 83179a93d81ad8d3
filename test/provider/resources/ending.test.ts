import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallContext } from "../../../provider/core/context";
import type { Driver } from "../../../provider/core/driver";
import type { TaskState } from "../../../provider/core/task";
import { endAndDelete, endAndKeep, endProperly } from "../../../provider/resources/ending";

/** A task that reports these states, one per look; the last one repeats. */
function taskThat(states: TaskState[], left: (string | undefined)[] = []) {
  const asked: boolean[] = [];
  const ordered: string[] = [];
  const driver = {
    title: "Tencent DTS",
    describe: async (id: string) => {
      const state = states.length > 1 ? states.shift()! : states[0]!;
      return { id, name: "dbferry-shop", state, vendorState: state, started: true, description: "" };
    },
    end: async (_id: string, force: boolean) => {
      ordered.push(force ? "force" : "properly");
      return { taken: true };
    },
    deleteRecord: async (_id: string, isAsked: boolean) => {
      asked.push(isAsked);
      return left.length > 1 ? left.shift() : left[0];
    },
  };
  return { driver: driver as unknown as Driver, asked, ordered };
}

const stop = () => new AbortController();
function contextOf(signal: AbortSignal = stop().signal): CallContext {
  const quiet = { log: () => {}, progress: () => {}, now: () => new Date() };
  const lately: CallContext["lately"] = (driver, id) => driver.describe(id);
  return {
    urn: "",
    clouds: {},
    pollSeconds: 5,
    endLiveTasks: true,
    signal,
    lately,
    ...quiet,
  } as unknown as CallContext;
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "Date"] }));
afterEach(() => vi.useRealTimers());

/** Runs a wait without pausing. */
vi.mock("node:timers/promises", () => ({
  setTimeout: async (ms: number, _: unknown, { signal }: { signal: AbortSignal }) => {
    vi.setSystemTime(Date.now() + ms);
    if (signal.aborted) throw new Error("aborted");
  },
}));

describe("the end of a task", () => {
  it.each<[string, TaskState[]]>([
    ["has begun and turns into a failure", ["incremental", "ending", "incrementalFailed"]],
    ["turns into a failure between two looks", ["incremental", "incrementalFailed"]],
    ["has begun and is given up by the service", ["incremental", "ending", "incremental"]],
  ])("%s is reported at once", async (_title, states) => {
    const began = Date.now();
    const { driver } = taskThat(states);
    await expect(endProperly(contextOf(), driver, "dts-1")).rejects.toThrow(/could not end the task dts-1 \(incre/);
    expect(Date.now() - began).toBeLessThan(60_000);
  });

  it("waits for a failed task while it still shows the failure", async () => {
    const { driver } = taskThat(["fullFailed", "fullFailed", "ending", "ended"]);
    expect(await endProperly(contextOf(), driver, "dts-1")).toBe(true);
  });
});

describe("a service that is busy with a task before it takes the order to end it", () => {
  /** Busy once, in which the task changes. */
  function busyOnce(change: object) {
    const task = { id: "dts-1", name: "dbferry-shop", state: "incremental", vendorState: "x", description: "" };
    const ordered: string[] = [];
    const driver = {
      title: "Tencent DTS",
      describe: async () => ({ ...task }),
      end: async () => {
        Object.assign(task, change);
        ordered.push("end");
        return { taken: false, why: "busy", text: "busy" };
      },
    };
    return { driver: driver as unknown as Driver, ordered };
  }
  const ours = { ...contextOf(), clouds: { stateId: "4f1c0d9be2a7" } } as unknown as CallContext;

  it.each([endProperly, endAndKeep])(
    "a task that another stack takes over meanwhile is not ended by %o",
    async (end) => {
      const { driver, ordered } = busyOnce({
        description: "dbferry migrate-id=shop migrate-expires=2030-01-01T00:00:00Z migrate-state=0123456789ab",
      });
      await expect(end(ours, driver, "dts-1")).rejects.toThrow(/is no longer this stack's/);
      expect(ordered).toEqual(["end"]);
    },
  );

  it("the task is judged again before the next attempt", async () => {
    const { driver, ordered } = busyOnce({ state: "paused" });
    const judge = (task: { state: TaskState }) => {
      if (task.state !== "incremental") throw new Error("not ready");
    };
    await expect(endProperly(ours, driver, "dts-1", judge)).rejects.toThrow("not ready");
    expect(ordered).toEqual(["end"]);
  });

  it("a task that somebody starts meanwhile is not removed", async () => {
    const { driver, ordered } = busyOnce({ state: "incremental" });
    const configured = driver.describe;
    let looks = 0;
    driver.describe = async (id) => {
      looks += 1;
      const now = await configured(id);
      return now && (looks === 1 ? { ...now, state: "configuring" } : now);
    };
    await expect(endAndDelete({ ...ours, endLiveTasks: false }, driver, "dts-1", "refuse")).rejects.toThrow(
      /still moves data/,
    );
    expect(ordered).toEqual(["end"]);
  });
});

describe("the release of an ended task", () => {
  it("is ordered once and waited for until nothing of the task is left", async () => {
    const { driver, asked } = taskThat(["ended"], ["success, isolating", "success, isolating", undefined]);
    await endAndDelete(contextOf(), driver, "dts-1", "end");
    expect(asked).toEqual([false, true, true]);
  });

  it("says that a task may still bill if it is never completed", async () => {
    const { driver } = taskThat(["ended"], ["success, normal"]);
    await expect(endAndDelete(contextOf(), driver, "dts-1", "end")).rejects.toThrow(
      /still shows it \(success, normal\) after 15 minutes: it may still be billed; run it again, or release it/,
    );
  });

  it("is abandoned when the user stops the update", async () => {
    const ctrlC = stop();
    const { driver, asked } = taskThat(["ended"], ["success, isolating"]);
    const waiting = driver.deleteRecord;
    driver.deleteRecord = async (...given) => {
      if (asked.length === 2) ctrlC.abort();
      return waiting(...given);
    };
    await expect(endAndDelete(contextOf(ctrlC.signal), driver, "dts-1", "end")).rejects.toThrow(/cancelled while/);
    expect(asked).toHaveLength(3);
  });
});
