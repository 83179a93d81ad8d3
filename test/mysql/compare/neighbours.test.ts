import fc from "fast-check";
import { expect, test } from "vitest";
import { holds, joinNeighbours } from "../../../mysql/compare/neighbours";
import type { Suspected, WalkKey } from "../../../mysql/compare/tablePlan";

const number: WalkKey = {
  index: { source: "PRIMARY", target: "PRIMARY" },
  columns: ["id"],
  numeric: [true],
  charsets: [undefined],
  integer: true,
};

/** Ranges in order, possibly with gaps between them. */
const ranges = fc
  .array(fc.record({ gap: fc.constantFrom(0, 0, 3), width: fc.integer({ min: 1, max: 9 }), rows: fc.nat(50) }), {
    maxLength: 12,
  })
  .map((steps) => {
    let at = -20;
    return steps.map(({ gap, width, rows }): Suspected => {
      const from = at + gap;
      at = from + width;
      return { range: { from: [String(from)], to: [String(at)] }, rows };
    });
  });

test("joined ranges contain the same keys as their parts, and no more rows than allowed", () => {
  fc.assert(
    fc.property(ranges, fc.nat(120), (all, most) => {
      const joined = joinNeighbours(all, most);
      expect(joined.flatMap(({ parts }) => parts)).toEqual(all);
      for (const { whole, parts } of joined) {
        expect(whole.rows).toBe(parts.reduce((sum, { rows }) => sum + rows, 0));
        if (parts.length > 1) expect(whole.rows).toBeLessThanOrEqual(most);
        for (let key = -25; key < 130; key += 1)
          expect(holds(number, whole.range, [key])).toBe(
            parts.some(({ range }) => holds(number, range, [String(key)])),
          );
      }
    }),
  );
});

test("a key that is not a number, or an open end, counts as inside", () => {
  const text = { ...number, numeric: [false], charsets: ["ascii"], integer: false };
  expect(holds(text, { from: ["a"], to: ["b"] }, ["z"])).toBe(true);
  // As text, "100" sorts between "1" and "2".
  expect(holds(text, { from: ["1"], to: ["2"] }, ["100"])).toBe(true);
  expect(holds(number, { from: ["1"] }, ["0"])).toBe(true);
  expect(holds(number, { from: ["1"], to: ["5"] }, ["5"])).toBe(false);
});
