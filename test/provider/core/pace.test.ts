import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Look, Pace } from "../../../provider/core/pace";

const look = fc.record<Look>({
  changed: fc.boolean(),
  remainingSeconds: fc.option(fc.double({ min: 0, max: 1e7, noNaN: true }), { nil: undefined }),
});

describe("the pauses between polls", () => {
  it("are always between one and twelve polling intervals", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.005, max: 60, noNaN: true }), fc.array(look), (interval, looks) => {
        const pace = new Pace(interval);
        for (const one of looks) {
          const seconds = pace.next(one);
          expect(seconds).toBeGreaterThanOrEqual(interval);
          expect(seconds).toBeLessThanOrEqual(interval * 12);
        }
      }),
    );
  });

  it("grow while nothing changes: an hour without changes takes fewer than a hundred polls at 5 s", () => {
    const pace = new Pace(5);
    let [looks, passed] = [0, 0];
    for (; passed < 3600; looks += 1) passed += pace.next({ changed: false });
    expect(looks).toBeLessThan(100);
  });

  it("are short again when something changes, and near the end", () => {
    const pace = new Pace(5);
    for (let quiet = 0; quiet < 20; quiet += 1) pace.next({ changed: false });
    expect(pace.next({ changed: true })).toBe(5);
    expect(pace.next({ changed: true, remainingSeconds: 36_000 })).toBe(60);
    expect(pace.next({ changed: false, remainingSeconds: 100 })).toBe(10);
    expect(pace.next({ changed: false, remainingSeconds: 20 })).toBe(5);
  });
});
