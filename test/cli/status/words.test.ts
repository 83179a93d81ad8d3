import { describe, expect, it } from "vitest";
import { stateText } from "../../../cli/status/words";

const loading = (progress: { percent?: number; remainingSeconds?: number; lagSeconds?: number }) =>
  stateText({
    look: { known: true, live: true, title: "Huawei DRS", progress, task: { state: "full", vendorState: "X" } },
  } as never);

describe("the state of a task in words", () => {
  it.each([
    ["full load 40 %, about 3.0 % a minute, about 20 min left (X)", { percent: 40, remainingSeconds: 1200 }],
    ["full load 99 %, about 1.0 % an hour, about 1 h left (X)", { percent: 99, remainingSeconds: 3600 }],
    ["full load 40 % (X)", { percent: 40 }],
    ["full load 40 % (X)", { percent: 40, remainingSeconds: 0 }],
    ["full load, about 1 min left (X)", { remainingSeconds: 60 }],
    ["full load 100 %, about 5 s left (X)", { percent: 100, remainingSeconds: 5 }],
  ])("%s", (text, progress) => {
    expect(loading(progress)).toBe(text);
  });
});
