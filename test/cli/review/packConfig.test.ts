import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReviewOptions } from "../../../cli/review/options";
import { loweredBy, readPackConfig, weakenedBy, withLowered } from "../../../cli/review/packConfig";
import { reviewOf } from "../../../cli/review/review";

const NOW = new Date("2026-11-21T00:00:00Z");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-config-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (text: string) => {
  const path = join(folder, "policy-config.json");
  writeFileSync(path, text);
  return path;
};
const read = (config: unknown) => () => readPackConfig(file(JSON.stringify(config)), true, NOW);

describe("an unusable pack configuration is reported with its problem and its location", () => {
  test("a file that is missing or not a file", () => {
    expect(() => readPackConfig(join(folder, "nowhere.json"), true)).toThrow(
      /nowhere\.json does not exist; needed: .*"level"/,
    );
    expect(() => readPackConfig(folder, true)).toThrow(/is not a file; needed: /);
  });
  test.each([
    ["", /the file is empty; needed: JSON/],
    [
      '{"dbferry": {\n  "level": "strict",\n  "ports": [3306\n}}',
      /line 4, column 1: .*\(there: "\}\}"\); needed: JSON/,
    ],
    ["{'dbferry': 1}", /line 1, column 2: /],
    ['{"dbferry": {"level": "strict"', /line 1, column 3\d: /],
    ["level: strict\n", /line 1, column 1: .*needed: JSON/],
  ])("text that is not JSON: %j", (text, words) => expect(() => readPackConfig(file(text), true)).toThrow(words));

  test.each<[unknown, RegExp]>([
    [[], /the file: \[\]; needed: an object such as/],
    ["strict", /the file: "strict"; needed: /],
    [{ "NET-01": "off" }, /NET-01: not a policy of the pack; needed: one of dbferry, .*dbferry\.rules/],
    [{ dbferry: 7 }, /dbferry: 7; needed: an object with settings, or one of advisory, /],
    [{ dbferry: "off" }, /dbferry: "off"; needed: .*disabled/],
    [{ dbferry: { enforcementLevel: "none" } }, /dbferry\.enforcementLevel: "none"; needed: one of/],
    [{ dbferry: { level: 3 } }, /dbferry\.level: 3; needed: .*strict/],
    [{ dbferry: { levle: "strict" } }, /dbferry: unknown setting "levle"; needed: did you mean level?/],
    [{ dbferry: { rules: { "NET-99": "mandatory" } } }, /unknown rule "NET-99"/],
    [{ dbferry: { rules: { "NET-01": "disabled" } } }, /rules\.NET-01 lowers the rule .*without saying who/],
    [{ dbferry: { ports: ["x"] } }, /dbferry\.ports\.0: "x"/],
    [{ dbferry: { exemptions: [{ policy: "NET-04" }] } }, /dbferry\.exemptions\.0/],
  ])("settings that have no effect: %j", (config, words) => expect(read(config)).toThrow(words));

  test("all problems at once", () => {
    expect(read({ dbferry: { level: 3, levle: 1 }, x: 1 })).toThrow(
      /3 problems.*dbferry\.level.*levle.*x: not a policy/s,
    );
  });

  test("a usable configuration is read, and another pack's is left to that pack", () => {
    expect(
      read({ dbferry: { level: "strict", ports: [3306] }, "NET-14": "remediate", all: "mandatory" })(),
    ).toHaveProperty("dbferry");
    expect(readPackConfig(file('{"their-policy": {"x": 1}}'), false)).toHaveProperty("their-policy");
  });
});

test("a pack that is switched off has judged nothing, and one that only warns is reported", () => {
  for (const config of [
    { all: "disabled" },
    { dbferry: "disabled" },
    { "dbferry-plan": { enforcementLevel: "disabled" } },
  ])
    expect(weakenedBy(config).errors).toEqual([expect.stringMatching(/disables .*: what it judges was not judged/)]);
  for (const config of [{ all: "advisory" }, { dbferry: { enforcementLevel: "advisory", level: "strict" } }])
    expect(weakenedBy(config)).toEqual({
      errors: [],
      lowered: [expect.stringMatching(/every refusal .* into a warning/)],
    });
  expect(weakenedBy({ dbferry: { level: "strict" } })).toEqual({ errors: [], lowered: [] });
});

test("a lowered rule is listed also for a stack whose preview failed, and only once for any other", async () => {
  const grant = { reason: "the guests' page", owner: "dba@example.com", expires: "2026-12-01T00:00:00Z" };
  const lowered = loweredBy({ rules: { "NET-04": { enforcement: "disabled", ...grant } } }, NOW);
  expect(lowered).toMatchObject([
    { verdict: "exempted", rules: ["NET-04"], stops: false, seen: expect.stringContaining("the rule is disabled") },
  ]);
  expect(lowered[0]!.exemption).toContain("granted by dba@example.com: the guests' page");
  const crashed = { project: "p", stack: "s", findings: [], changes: [], openings: [], errors: ["boom"] };
  const listed = withLowered(crashed, lowered);
  expect(listed.findings).toEqual(lowered);
  expect(withLowered(listed, lowered)).toEqual(listed);
});

describe("a review that could not judge does not start", () => {
  const review = (more: Partial<ReviewOptions>) => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    return reviewOf({ cwd: folder, policyPack: join(folder, "pack"), ...more }, { PATH: process.env["PATH"] });
  };
  const pack = () => {
    mkdirSync(join(folder, "pack"));
    writeFileSync(join(folder, "pack/PulumiPolicy.yaml"), "runtime: nodejs\n");
  };

  test("without a pack", async () => {
    await expect(review({})).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/it has no PulumiPolicy\.yaml; needed: /),
    });
  });
  test("without the named configuration", async () => {
    pack();
    await expect(review({ policyConfig: join(folder, "nowhere") })).rejects.toMatchObject({ exitCode: 2 });
  });
  test("without a stack", async () => {
    pack();
    await expect(review({})).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/no Pulumi\.<stack>\.yaml/),
    });
  });
  test("and a stack with neither file nor state is not judged", async () => {
    pack();
    const { stacks } = await review({ stack: ["typo"], create: true });
    expect(stacks).toEqual([
      expect.objectContaining({
        stack: "typo",
        errors: [expect.stringMatching(/neither a Pulumi\.typo\.yaml nor a state/)],
      }),
    ]);
  });
});
