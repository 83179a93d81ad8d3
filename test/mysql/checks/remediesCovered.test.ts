import { expect, test } from "vitest";
import { CHECKS } from "../../../mysql/checks/catalogue";
import { CASES } from "./recorded/cases";
import { recordedVerdict, uncovered } from "./remedies/coverage";
import { SITUATIONS } from "./remedies/situations";
import { TOLD } from "./remedies/told";
import { UNPLANTED } from "./remedies/unplanted";

test("every check has a situation in which its remedy is carried out, or a reason why it can only be described", () => {
  const known = new Set([...SITUATIONS, ...UNPLANTED, ...TOLD].map(({ check }) => check));
  expect(CHECKS.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
});

test("every line of a remedy from recorded servers is carried out in a situation, or excepted for a stated reason", async () => {
  const run = new Set(UNPLANTED.map(({ check }) => check));
  const missing: string[] = [];
  for (const one of CASES) {
    const verdict = await recordedVerdict(one);
    if (verdict.remedy === undefined) continue;
    missing.push(...uncovered(verdict, SITUATIONS, run).map((line) => `${one.check}, ${one.expect}: ${line}`));
  }
  expect([...new Set(missing)]).toEqual([]);
}, 120_000);

test("a remedy that nothing carries out is detected", () => {
  const verdict = {
    id: "C99",
    title: "",
    status: "fail",
    found: "",
    needed: "",
    source: "",
    remedy: "SET GLOBAL x = 1;\ncall somebody",
  } as const;
  expect(uncovered(verdict, SITUATIONS, new Set())).toEqual([
    "call somebody",
    expect.stringContaining("SET GLOBAL x = 1"),
  ]);
});
