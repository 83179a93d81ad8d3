import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exponentOf, type Point } from "../../bench/growth/fit";
import { exponent } from "../../bench/growth/line";

/** Costs that grow with a power of the size, plus a fixed cost. */
const costs = (power: number, fixed = 0): Point[] => [10, 25, 50].map((size) => [size, fixed + 0.1 * size ** power]);

describe("growth from three sizes", () => {
  test("is the exponent with which the cost grows, apart from the fixed cost", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (power, fixed) => {
          expect(exponentOf(costs(power, fixed), fixed)).toBeCloseTo(power, 5);
        },
      ),
    );
  });

  test("treats a cost too small to measure as that small, and never takes one size for another", () => {
    expect(
      exponentOf(
        [
          [1, 1],
          [2, 1],
          [4, 0.99],
        ],
        1,
      ),
    ).toBe(0);
    expect(() =>
      exponentOf([
        [1, 1],
        [2, 2],
      ]),
    ).toThrow("three sizes");
    expect(() =>
      exponentOf([
        [2, 1],
        [2, 2],
        [2, 3],
      ]),
    ).toThrow("different sizes");
  });

  test("exceeding the work is not ok, unless the engine's own cost exceeds it too", () => {
    const verdict = (ours: number, engine?: number) =>
      exponent({ points: costs(ours), ...(engine === undefined ? {} : { engine: { points: costs(engine) } }) });
    expect(verdict(1.1).ok).toBe(true);
    expect(verdict(1.2).ok).toBe(false);
    expect(verdict(1.2, 1.1)).toMatchObject({ ok: false, value: 1.2, engine: 1.1 });
    expect(verdict(1.9, 1.9)).toMatchObject({ ok: true, engine: 1.9 });
  });
});
