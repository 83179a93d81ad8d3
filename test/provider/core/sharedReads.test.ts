import { expect, it } from "vitest";
import type { Clouds } from "../../../provider/core/clouds";
import type { Driver } from "../../../provider/core/driver";
import { SharedReads } from "../../../provider/core/sharedReads";

function sharing() {
  let reads = 0;
  let now = 0;
  const driver = {
    describe: async () => {
      reads += 1;
    },
  } as unknown as Driver;
  const shared = new SharedReads(() => now);
  const clouds = shared.through({ driver: () => driver } as unknown as Clouds);
  return {
    look: () => clouds.driver("drs").describe("job-1"),
    reads: () => reads,
    shared,
    wait: (ms: number) => {
      now += ms;
    },
  };
}

it("a task is read once for several resources, until something changes", async () => {
  const { look, shared, reads } = sharing();
  await Promise.all([look(), look()]);
  expect(reads()).toBe(1);
  shared.invalidate();
  await look();
  expect(reads()).toBe(2);
});

it("a task is read again after ten seconds, as when a load has taken hours in between", async () => {
  const { look, reads, wait } = sharing();
  await look();
  wait(10_000);
  await look();
  expect(reads()).toBe(2);
});
