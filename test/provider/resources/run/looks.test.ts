import { describe, expect, it } from "vitest";
import type { CallContext } from "../../../../provider/core/context";
import type { Driver } from "../../../../provider/core/driver";
import type { Progress, TaskInfo, TaskState } from "../../../../provider/core/task";
import { Looks, progressLine } from "../../../../provider/resources/run/looks";

const task = (state: TaskState, vendorState: string) =>
  ({ id: "t1", name: "x", state, vendorState, started: true, description: "" }) as TaskInfo;

describe("the status line of a task that is waited for", () => {
  it.each<[string, TaskState, string, Partial<Progress>, number | undefined]>([
    [
      "full load 42%, 12%/h, 5,200 rows/s, about 3 min left (FULL_TRANSFER_STARTED)",
      ...(["full", "FULL_TRANSFER_STARTED", { percent: 42, rowsPerSecond: 5200, remainingSeconds: 180 }, 12] as const),
    ],
    [
      "full load 50%, 100%/h, about 30 min left (running, LoadData)",
      ...(["full", "running, LoadData", { percent: 50 }, 100] as const),
    ],
    [
      "full load 42%, 1,081,200 rows (Migrating, full Migrating)",
      ...(["full", "Migrating, full Migrating", { percent: 42, rows: 1_081_200 }, undefined] as const),
    ],
    [
      "replicating, 7 s behind, 12 MB of binary log to apply (readyComplete)",
      ...(["incremental", "readyComplete", { percent: 100, lagSeconds: 7, megabytesBehind: 12 }, undefined] as const),
    ],
    ["starting (Prechecking)", "starting", "Prechecking", { percent: 0, rows: 0, lagSeconds: 0 }, undefined],
  ])("%s", (line, state, vendorState, progress, perHour) => {
    expect(progressLine(task(state, vendorState), { parts: {}, ...progress }, perHour)).toBe(line);
  });
});

it("moved rows since the last poll do not make the polls more frequent", async () => {
  let rows = 0;
  const driver = {
    title: "Alibaba DTS",
    describe: async () => task("full", "Migrating"),
    progress: async () => {
      rows += 1000;
      return { vendorState: "Migrating", percent: 1, rows, parts: {} };
    },
  } as unknown as Driver;
  const shown: string[] = [];
  const ctx = { pollSeconds: 5, now: () => new Date(), log: () => {}, progress: (line: string) => shown.push(line) };
  const looks = new Looks(ctx as unknown as CallContext, driver, "t1");
  for (let look = 0; look < 20; look += 1) await looks.next();
  expect(looks.pauseSeconds).toBe(60);
  expect(shown.at(-1)).toBe("full load 1%, 19,000 rows (Migrating)");
});
