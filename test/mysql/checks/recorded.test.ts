import { describe, expect, test } from "vitest";
import { CHECKS } from "../../../mysql/checks/catalogue";
import { CASES } from "./recorded/cases";
import { prove } from "./recorded/prove";

describe("every check on recorded servers", () => {
  for (const [at, one] of CASES.entries()) {
    test(`${one.check} ${one.expect} (${at})`, async () => {
      const { report } = await prove(one);
      expect(report.verdicts.map((verdict) => verdict.id)).toEqual(CHECKS.map((check) => check.id));
      const verdict = report.verdicts.find((one_) => one_.id === one.check)!;
      expect(verdict, verdict.found).toMatchObject({ status: one.expect });
      if (one.tells) expect(verdict.found).toMatch(one.tells);
      if (one.fix) expect(verdict.remedy).toMatch(one.fix);
      if (one.expect === "fail") expect(verdict.remedy, "a failure comes with a fix").toBeTruthy();
      expect(report.verdicts.filter((one_) => /^the check failed to run/.test(one_.found))).toEqual([]);
    });
  }
});
