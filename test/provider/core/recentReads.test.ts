import { expect, it } from "vitest";
import type { Driver } from "../../../provider/core/driver";
import { RecentReads } from "../../../provider/core/recentReads";
import type { TaskInfo } from "../../../provider/core/task";

/** A service with one task, whose state each call may change. */
function service() {
  let reads = 0;
  const driver = {
    describe: async (id: string) => {
      reads += 1;
      return { id, state: "configuring" } as TaskInfo;
    },
    egress: () => ({ blocks: ["192.0.2.1/32"] }),
    progress: async () => ({ parts: {} }),
    start: async () => {},
    end: async () => {
      throw new Error("refused");
    },
    can: { pause: { pause: async () => {}, resume: async () => {} }, passwordIn: ["full"] },
    preparation: [{ title: "storing", isDone: () => false, run: async () => {} }],
  } as unknown as Driver;
  let now = 0;
  const recent = new RecentReads(() => now);
  const watched = recent.of(driver);
  return {
    driver: watched,
    lately: () => recent.lately(watched, "job-1"),
    reads: () => reads,
    wait: (ms: number) => {
      now += ms;
    },
    recent,
    raw: driver,
  };
}

it("a task that was read moments ago is not read again", async () => {
  const { driver, lately, reads, raw, recent } = service();
  const first = await driver.describe("job-1");
  expect(await lately()).toBe(first);
  expect(reads()).toBe(1);
  // Every step gets the same driver.
  expect(recent.of(raw)).toBe(driver);
});

it("a reading expires after ten seconds, and covers only its own task", async () => {
  const { driver, lately, reads, wait } = service();
  await driver.describe("job-2");
  await lately();
  expect(reads()).toBe(2);
  wait(10_000);
  await lately();
  expect(reads()).toBe(3);
});

it("describe always reads", async () => {
  const { driver, reads } = service();
  await driver.describe("job-1");
  await driver.describe("job-1");
  expect(reads()).toBe(2);
});

it("a task that is gone is remembered as well", async () => {
  let reads = 0;
  const recent = new RecentReads();
  const driver = recent.of({
    describe: async () => {
      reads += 1;
      return undefined;
    },
  } as unknown as Driver);
  await driver.describe("job-1");
  expect(await recent.lately(driver, "job-1")).toBeUndefined();
  expect(reads).toBe(1);
});

const ORDERS: [string, (driver: Driver) => Promise<unknown>][] = [
  ["a start", (driver) => driver.start("job-1")],
  ["an end, also a refused one", (driver) => driver.end("job-1" as never, false).catch(() => {})],
  ["a pause", (driver) => driver.can.pause!.pause("job-1")],
  ["a step of the preparation", (driver) => driver.preparation[0]!.run({} as TaskInfo, {} as never)],
];
it.each(ORDERS)("after %s a task is read again", async (_, order) => {
  const { driver, lately, reads } = service();
  await driver.describe("job-1");
  await order(driver);
  await lately();
  expect(reads()).toBe(2);
});

it("a reading is discarded if an order was given while it was under way", async () => {
  let answer = (_: TaskInfo) => {};
  const recent = new RecentReads();
  const driver = recent.of({
    describe: (id: string) => new Promise<TaskInfo>((done) => (answer = () => done({ id } as TaskInfo))),
    start: async () => {},
  } as unknown as Driver);
  const early = driver.describe("job-1");
  await driver.start("job-1");
  answer({} as TaskInfo);
  await early;
  const later = recent.lately(driver, "job-1");
  answer({ id: "job-1" } as TaskInfo);
  expect(await later).not.toBe(await early);
});

it("a search by name is not repeated until something is ordered", async () => {
  let looks = 0;
  const recent = new RecentReads();
  const driver = recent.of({
    find: async () => {
      looks += 1;
      return [];
    },
    create: async () => "job-1",
  } as unknown as Driver);
  await driver.find("dbferry-shop");
  expect(await recent.foundLately(driver, "dbferry-shop")).toEqual([]);
  expect(looks).toBe(1);
  await driver.create({} as never);
  await recent.foundLately(driver, "dbferry-shop");
  expect(looks).toBe(2);
});

it("calls that only read keep the recent, and answer as the driver does", async () => {
  const { driver, lately, reads } = service();
  await driver.describe("job-1");
  expect(driver.egress({ path: "public", own: {} })).toEqual({ blocks: ["192.0.2.1/32"] });
  await driver.progress("job-1");
  expect(driver.preparation[0]!.isDone!({} as TaskInfo)).toBe(false);
  expect(driver.can.passwordIn).toEqual(["full"]);
  await lately();
  expect(reads()).toBe(1);
});

it("a reading does not count while an order is under way, nor after the clock was set back", async () => {
  const { driver, lately, reads, wait, raw } = service();
  let finish = () => {};
  raw.start = () => new Promise<void>((done) => (finish = done));
  const order = driver.start("job-1");
  await driver.describe("job-1");
  await lately();
  expect(reads()).toBe(2);
  finish();
  await order;
  await driver.describe("job-1");
  wait(-60_000);
  await lately();
  expect(reads()).toBe(4);
});

it("an order through a driver of the same region under another name discards the reading", async () => {
  const { driver, lately, reads, raw, recent } = service();
  await driver.describe("job-1");
  await recent.of({ ...raw }).start("job-1");
  await lately();
  expect(reads()).toBe(2);
});

it("a reading that does not suffice is not used", async () => {
  const { driver, reads, recent } = service();
  const first = await driver.describe("job-1");
  expect(await recent.lately(driver, "job-1", (task) => task?.state === "configuring")).toBe(first);
  await recent.lately(driver, "job-1", (task) => task?.state === "ended");
  expect(reads()).toBe(2);
});
