import { describe, expect, it } from "vitest";
import { RUNNING, until } from "../../../cli/dayTwo/until";
import type { Driver } from "../../../provider/core/driver";
import type { TaskInfo, TaskState } from "../../../provider/core/task";

/** A service whose task shows these states one after the other; the last one stays. */
function serviceOf(...states: TaskState[]) {
  const task = { id: "t1", name: "dbferry-shop", vendorState: "", started: true, description: "" };
  const left = [...states];
  const describe = async (): Promise<TaskInfo> => {
    const state = left.length > 1 ? left.shift()! : left[0]!;
    return { ...task, state, vendorState: `vendor's ${state}`, reason: "Access denied for user 'df_shop'" };
  };
  const driver = { title: "Some DTS", describe } as unknown as Driver;
  return { driver, config: { pollSeconds: 0.001 }, task: { ...task, state: states[0]! } };
}

describe("waiting for an ordered change", () => {
  it("continues until the task is in that state, whatever the service answered", async () => {
    expect(await until(serviceOf("incremental", "pausing", "pausing", "paused"), ["paused"])).toBe("paused");
  });

  it("says that a pause was accepted but not carried out", async () => {
    const taken = until(serviceOf("pausing", "incremental"), ["paused"], 0.02);
    await expect(taken).rejects.toThrow(/accepted the request but is still vendor's incremental.*after 0.02 s/);
  });

  it("does not trust a task that one poll shows as running and the next as failed", async () => {
    const resumed = until(serviceOf("paused", "incremental", "incrementalFailed"), RUNNING);
    await expect(resumed).rejects.toThrow(/has failed: vendor's incrementalFailed: Access denied.*`dbferry up`/);
  });
});
