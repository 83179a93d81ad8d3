import { describe, expect, it } from "vitest";
import { endOf } from "../../../cli/commands/extend";
import { seconds } from "../../../cli/commands/status";

describe("a number that no date or timer can hold is refused", () => {
  it.each(["0", "-1", "1.5", "", "ten", "1e3", "99999999999999999999"])("--days %j", (days) => {
    expect(() => endOf({ days })).toThrow(/needed: a whole number of days, 1 to 30/);
  });

  // A timer of more than 2,147,483,647 ms ends at once, and the clouds would be asked without a pause.
  it.each(["0", "-5", "", "soon", "Infinity", "2147484", "1e300"])("--every %j", (every) => {
    expect(() => seconds(every)).toThrow(/needed: a number of seconds, 1 to 86400/);
  });

  it("but others are accepted", () => {
    expect(endOf({ days: "20" }).getTime()).toBeGreaterThan(Date.now());
    expect(seconds("2.5")).toBe(2.5);
  });
});
