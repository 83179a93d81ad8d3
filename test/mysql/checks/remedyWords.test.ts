import { describe, expect, test } from "vitest";
import type { ManagedProfile } from "../../../model/mysql/server";
import type { Verdict } from "../../../model/verdict";
import { CASES } from "./recorded/cases";
import { prove } from "./recorded/prove";
import { linesOf } from "./remedies/printed";

/** Statements that irrecoverably remove something. */
const DESTRUCTIVE =
  /^(-- or )?(DROP|KILL|PURGE|RESET|TRUNCATE TABLE (?!performance_schema)|XA ROLLBACK|DELETE|REVOKE)\b/;
/** A comment that heads the following lines. */
const HEADING = /^-- .*:$/;

/** A destructive line must come after an alternative, and the text above it must say what is lost. */
function wrongIn(lines: readonly string[]): string[] {
  return lines.flatMap((line, at) => {
    if (!DESTRUCTIVE.test(line)) return [];
    const before = lines.slice(0, at);
    const said = before.findLast((one) => one.startsWith("--")) ?? "";
    const other = before.some((one) => !DESTRUCTIVE.test(one) && !(HEADING.test(one) && !one.includes("; or,")));
    return [
      ...(other ? [] : [`first: ${line}`]),
      ...(/\blost\b|\bloses\b/.test(said) || /\blost\b|\bloses\b/.test(line) ? [] : [`says not what is lost: ${line}`]),
    ];
  });
}

const MANAGED: readonly ManagedProfile[] = ["alibaba-rds", "huawei-rds", "tencentdb", "aws-rds", "google-cloud-sql"];

type Profiles = NonNullable<Parameters<typeof prove>[1]>;

/** Every distinct remedy that the recorded servers provoke. */
async function remediesOf(profiles: (at: number) => Profiles): Promise<Verdict[]> {
  const found: Verdict[] = [];
  for (const [at, one] of CASES.filter(({ expect: status }) => status !== "pass").entries()) {
    const { report } = await prove(one, profiles(at));
    found.push(...report.verdicts.filter(({ remedy }) => remedy !== undefined));
  }
  const seen = new Map(found.map((one) => [`${one.id}\n${one.remedy}`, one]));
  return [...seen.values()];
}

describe("the remedies of every check", () => {
  test("say what would be lost, and never begin with it", { timeout: 120_000 }, async () => {
    const remedies = await remediesOf(() => ({}));
    const wrong = remedies.flatMap((one) => wrongIn(linesOf(one)).map((reason) => `${one.id}: ${reason}`));
    expect([...new Set(wrong)]).toEqual([]);
    expect(remedies.filter((one) => linesOf(one).some((line) => DESTRUCTIVE.test(line))).length).toBeGreaterThan(4);
  });

  test.for<[string, (at: number) => Profiles]>([
    ["on the operators that dbferry migrates between", () => ({ source: "alibaba-rds", target: "huawei-rds" })],
    ["on any operator", (at) => ({ source: MANAGED[at % 5]!, target: MANAGED[(at + 1) % 5]! })],
  ])("advise nothing %s that only the owner of a machine can do", { timeout: 120_000 }, async ([, profiles]) => {
    const remedies = await remediesOf(profiles);
    const wrong = remedies.filter(({ remedy }) => /my\.cnf|SET (GLOBAL|PERSIST)|section \[mysqld\]/.test(remedy!));
    expect(wrong.map(({ id, remedy }) => `${id}: ${remedy}`)).toEqual([]);
    expect(remedies.length).toBeGreaterThan(40);
  });

  test("a remedy that would destroy something at once is detected", () => {
    expect(wrongIn(["DROP DATABASE `shop`;"])).toHaveLength(2);
    expect(wrongIn(["-- choose another target", "-- or, where all of it is lost:", "DROP DATABASE `shop`;"])).toEqual(
      [],
    );
  });
});
