import { expect, it } from "vitest";
import { HandOver } from "../../../provider/core/handOver";

it("hands over a reading once", () => {
  const reading = new HandOver<string[]>();
  reading.leave("rm-1", ["a"]);
  expect(reading.take("rm-2")).toBeUndefined();
  expect(reading.take("rm-1")).toEqual(["a"]);
  expect(reading.take("rm-1")).toBeUndefined();
});

it("hands over nothing that is stale", () => {
  let now = 0;
  const reading = new HandOver<string[]>(() => now);
  reading.leave("rm-1", ["a"]);
  now = 9_999;
  expect(reading.take("rm-1")).toEqual(["a"]);
  reading.leave("rm-1", ["a"]);
  now = 20_000;
  expect(reading.take("rm-1")).toBeUndefined();
});
