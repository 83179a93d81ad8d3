import { expect, it } from "vitest";
import { moreThanMade } from "../../bench/calls";

const read = { phase: "cutover", action: "Describe" } as const;
const why = "where the task stands";

it("a minimum that counts a call more often than it was made is refused", () => {
  const twice = [
    { ...read, times: 1, why },
    { ...read, times: 1, why: "that it has ended" },
  ];
  expect(moreThanMade([read], twice)).toEqual(["cutover Describe"]);
  expect(moreThanMade([read, read], twice)).toEqual([]);
  expect(moreThanMade([{ ...read, phase: "done" }, read], [{ ...read, times: 2, why }])).toEqual(["cutover Describe"]);
});
