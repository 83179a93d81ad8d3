import { describe, expect, it, test } from "vitest";
import { connected, nameHop, routeHop } from "../../../cli/doctor/stackHops";
import { HOPS, type HopState, pathVerdict } from "../../../model/hops";

describe("a session of the task on the source", () => {
  test.each([
    ["unknown", "inferred"],
    ["inferred", "inferred"],
    ["shut", "shut"],
    ["open", "open"],
  ] as const)("makes a hop that is %s %s: it may outlive what has closed the way", (before, after) => {
    expect(connected({ hop: "route", state: before, seen: [] }, "session 7").state).toBe(after);
  });
});

it("is open as a whole only if every hop is proven open, and never for want of hops", () => {
  const of = (...states: HopState[]) => pathVerdict(states.map((state, at) => ({ hop: HOPS[at]!, state, seen: [] })));
  expect([of("open", "open"), of("open", "inferred"), of("open", "unknown"), of()]).toEqual([
    "open",
    "notProven",
    "notProven",
    "notProven",
  ]);
  expect(of("unknown", "shut", "open")).toBe("shut");
});

it("proves a name only where none is looked up", async () => {
  expect((await nameHop("203.0.113.20")).hop.state).toBe("open");
  expect((await nameHop("localhost")).hop.state).toBe("inferred");
  expect((await nameHop(undefined)).hop.state).toBe("unknown");
});

it("calls no route open, and says what contradicts the path", () => {
  expect(routeHop("public", "203.0.113.20").state).toBe("inferred");
  expect(routeHop("vpc", "10.0.0.9").state).toBe("unknown");
  expect(routeHop("public", undefined).state).toBe("unknown");
  const inside = routeHop("public", "10.0.0.9");
  expect([inside.state, inside.seen[0]]).toEqual(["unknown", expect.stringContaining("10.0.0.9 is a private address")]);
});
