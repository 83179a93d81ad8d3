import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chunkMsFor, Duty } from "../../../mysql/compare/duty";

/** Two servers, and a clock that only advances with the work done. */
function stage(share: number) {
  let now = 0;
  const ran = { source: 0, target: 0 };
  const pauses: number[] = [];
  const sides = {
    source: {
      get ranMs() {
        return ran.source;
      },
    },
    target: {
      get ranMs() {
        return ran.target;
      },
    },
  };
  const duty = new Duty(sides, share, undefined, {
    now: () => now,
    sleep: async (milliseconds) => {
      pauses.push(milliseconds);
      now += milliseconds;
    },
  });
  return {
    pauses,
    /** A statement on both servers at once. */
    work: async (source: number, target: number) => {
      await duty.rest();
      ran.source += source;
      ran.target += target;
      now += Math.max(source, target);
    },
    idle: (milliseconds: number) => {
      now += milliseconds;
    },
    share: async () => {
      await duty.rest();
      return Math.max(ran.source, ran.target) / now;
    },
  };
}

const share = fc.constantFrom(0.01, 0.1, 0.25, 0.5, 0.9);
const statement = fc.record({ source: fc.integer({ min: 0, max: 3000 }), target: fc.integer({ min: 0, max: 3000 }) });

describe("duty", () => {
  test("is the share of the time on the busier server, and less on the other, for long and short statements", async () => {
    await fc.assert(
      fc.asyncProperty(share, fc.array(statement, { minLength: 1, maxLength: 200 }), async (wanted, statements) => {
        const run = stage(wanted);
        for (const { source, target } of statements) await run.work(source, target);
        // A pause shorter than the minimum may still be outstanding at the end.
        const total = statements.reduce((sum, { source, target }) => sum + Math.max(source, target), 0);
        if (total > 100) expect(await run.share()).toBeLessThanOrEqual(wanted * 1.1);
        const alike = stage(wanted);
        for (const { source } of statements) await alike.work(source, source);
        const same = statements.reduce((sum, { source }) => sum + source, 0);
        const reached = (await alike.share()) / wanted;
        if (same > 100) expect(reached).toBeGreaterThan(0.9);
        if (same > 100) expect(reached).toBeLessThan(1.1);
      }),
    );
  });

  test("never pauses for longer than the last statement, and the small ones before it, took", async () => {
    await fc.assert(
      fc.asyncProperty(share, fc.array(statement, { minLength: 1, maxLength: 200 }), async (wanted, statements) => {
        const run = stage(wanted);
        let before = 0;
        for (const { source, target } of statements) {
          const paused = run.pauses.length;
          await run.work(source, target);
          const pause = run.pauses.length > paused ? run.pauses.at(-1)! : 0;
          expect(pause).toBeLessThanOrEqual(before * (1 / wanted - 1) + 5.001);
          before = Math.max(source, target);
        }
      }),
    );
  });

  test("does not count time that the comparison waited anyway, and does not save time up", async () => {
    const run = stage(0.5);
    await run.work(100, 100);
    run.idle(60_000);
    await run.work(100, 100);
    expect(run.pauses).toEqual([]);
    await run.work(100, 100);
    expect(run.pauses).toEqual([100]);
  });

  test("accounts for tiny statements together", async () => {
    const run = stage(0.5);
    for (let n = 0; n < 1000; n += 1) await run.work(1, 0);
    expect(await run.share()).toBeCloseTo(0.5, 1);
    expect(run.pauses.length).toBeLessThan(250);
  });

  test("makes chunks short enough that a pause is never much longer than a second", () => {
    for (const one of [1, 0.9, 0.5, 0.25, 0.1, 0.05]) {
      const pause = chunkMsFor(one) * (1 / one - 1);
      expect(pause).toBeLessThanOrEqual(1_000);
    }
    expect(chunkMsFor(1)).toBe(500);
  });
});
