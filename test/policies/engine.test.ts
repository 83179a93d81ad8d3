import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reviewOf } from "../../cli/review/review";
import { UNKNOWN_SENTINELS } from "../../plugin/values";
import { isJudged } from "../../policies/adapters";
import { json, markdown, type Review, sarif, verdictOf } from "../../policies/review";
import { FINE, REFUSED } from "./programs";
import { denied, later } from "./programs/later";
import { SLIPS } from "./programs/slips";
import { Engine, faultsOf } from "./support/engine";
import { runPrograms } from "./support/programs";

const root = resolve(__dirname, "../..");

describe("programs on the real engine", () => {
  // `npm run prove:policies` runs all of them; this runs every use of dbferry, half of each cloud's bare programs, and
  // one in six of the slips.
  const slips = new Set(Object.values(SLIPS).flatMap((programs) => Object.keys(programs)));
  const everyOther = (name: string, index: number) =>
    index % (slips.has(name) || /^(ins|fine)-/.test(name) ? 6 : 2) === 0;
  const chosen = new Set([
    ...Object.keys(REFUSED).filter(
      (name, index) => name.startsWith("df-") || (everyOther(name, index) && !later[name]),
    ),
    ...Object.keys(FINE).filter(everyOther),
  ]);

  test("bad ones are refused with rule, resource, value and fix, and nothing is created; good ones pass", {
    timeout: 600_000,
  }, async () => {
    const outcome = await runPrograms(root, { only: (name) => chosen.has(name) });
    expect(outcome.slipped).toEqual([]);
    expect(outcome.falseAlarms).toEqual([]);
    expect(outcome.refused).toBeGreaterThanOrEqual(40);
  });
});

describe("a value known only during the update", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.open(root, 1);
  }, 60_000);
  afterAll(() => engine.close());

  test.each(Object.keys(later))(
    "%s: the preview says what is undetermined, the update refuses before anything is created",
    {
      timeout: 120_000,
    },
    async (name) => {
      const preview = await engine.run("preview", name);
      expect(preview.code, preview.text).toBe(0);
      const about = preview.policies.filter((one) => !one.policy.startsWith("INS-"));
      expect(about.map((one) => [one.resource, one.level, one.message.includes("undetermined")])).toEqual([
        [later[name]!.resource, "advisory", true],
      ]);
      expect(faultsOf(later[name]!, await engine.run("up", name))).toEqual([]);
    },
  );

  test("with onUnknown deny even the preview refuses", { timeout: 60_000 }, async () => {
    const program = denied["hw-unknown-denied"]!;
    expect(faultsOf(program, await engine.run("preview", "hw-unknown-denied"))).toEqual([]);
  });
});

/**
 * Values that a migration's preview cannot know: ids and addresses of resources not created yet, each a separate
 * unknown.
 */
const CLOUDS_GIVE = [
  "shop-account connect.host",
  "shop-account hosts.0",
  "shop-allowlist cidrs.0",
  "shop-preflight callers.0",
  "shop-preflight source.host",
  "shop-preflight task",
  "shop-run source.host",
  "shop-run taskId",
  "shop-target-access remoteIpPrefix",
  "shop-task eip.address",
  "shop-task eip.id",
  "shop-task source.host",
];

describe("a migration of dbferry's, previewed on the engine", () => {
  test("shows the rules each known value, and leaves unknown only what a cloud assigns", {
    timeout: 120_000,
  }, async () => {
    const engine = await Engine.open(root, 1);
    try {
      const { code, text, registered } = await engine.run("preview", "df-fine-migration");
      expect(code, text).toBe(0);
      const judged = registered.filter(({ type }) => isJudged(type));
      const entry = judged.find(({ type }) => type === "dbferry:index:AllowlistEntry")!;
      expect(entry.inputs["cidrs"]).toEqual([expect.anything(), "198.51.100.7/32"]);
      const unknown = judged.flatMap(({ name, inputs }) => unknownPaths(inputs).map((path) => `${name} ${path}`));
      expect(unknown.sort()).toEqual(CLOUDS_GIVE);
    } finally {
      engine.close();
    }
  });
});

/** Paths of the values that the engine shows as unknown. */
function unknownPaths(value: unknown, path = ""): string[] {
  if (UNKNOWN_SENTINELS.has(value)) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unknownPaths(inner, path ? `${path}.${key}` : key));
}

describe("a review of several stacks on the file backend", () => {
  const stacks = ["hw-half", "ali-halves", "hw-fine-eip-output", "df-eip-too-long"];
  let engine: Engine;
  let before: NodeJS.ProcessEnv;
  let review: Review;

  beforeAll(async () => {
    engine = await Engine.open(root, 0);
    before = { ...process.env };
    Object.assign(process.env, engine.environment());
    for (const stack of stacks) writeFileSync(join(engine.folder, `Pulumi.${stack}.yaml`), "config: {}\n");
    review = await reviewOf({ cwd: engine.folder, create: true, policyPack: join(root, "policies") });
  }, 300_000);
  afterAll(() => {
    process.env = before;
    engine.close();
  });

  test("judges every stack", () => {
    const verdicts = Object.fromEntries(review.stacks.map((stack) => [stack.stack, verdictOf([stack])]));
    expect(verdicts).toEqual({
      "ali-halves": "refused",
      "df-eip-too-long": "refused",
      "hw-fine-eip-output": "fine",
      "hw-half": "refused",
    });
    expect(verdictOf(review.stacks)).toBe("refused");
  });
  test("gives the same result as one stack after the other", async () => {
    const one = await reviewOf({ cwd: engine.folder, create: true, policyPack: join(root, "policies"), atOnce: 1 });
    // Within a stack, the engine registers independent resources in any order, and time passes between the two runs.
    const text = (item: unknown) => JSON.stringify(item).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d+ days/g, "");
    const sorted = ({ stacks, notes }: Review) => ({
      notes,
      stacks: stacks.map((stack) =>
        Object.fromEntries(
          Object.entries(stack).map(([key, value]) => [key, Array.isArray(value) ? value.map(text).sort() : value]),
        ),
      ),
    });
    expect(sorted(one)).toEqual(sorted(review));
  }, 120_000);
  test("names rule, resource, value and fix", () => {
    const findings = review.stacks.flatMap((stack) => stack.findings).filter((finding) => finding.stops);
    expect(findings.map((finding) => [finding.rules[0], finding.resource])).toEqual(
      expect.arrayContaining([
        ["NET-02", "in"],
        ["NET-02", "source"],
        ["NET-08", "eip"],
      ]),
    );
    for (const finding of findings)
      expect([finding.seen, finding.needed, finding.fix, finding.link].every(Boolean)).toBe(true);
  });
  test("shows the openings and what would be created", () => {
    const fine = review.stacks.find((stack) => stack.stack === "hw-fine-eip-output")!;
    expect([...fine.openings].sort((one, other) => one.name.localeCompare(other.name))).toEqual([
      expect.objectContaining({ name: "in", what: "rule", sources: "known during the update" }),
      expect.objectContaining({ name: "task", what: "public address", expires: expect.stringMatching(/^\d{4}-/) }),
    ]);
    expect(fine.changes.map((change) => [change.op, change.name]).sort()).toEqual([
      ["create", "in"],
      ["create", "task"],
    ]);
    expect(fine.findings.map((finding) => finding.verdict)).toEqual(["undetermined"]);
  });
  test("becomes one comment, SARIF and JSON", () => {
    const text = markdown(review);
    for (const stack of stacks) expect(text).toContain(`### \`${stack}\``);
    expect(text).toMatch(/`task`<br>`huaweicloud:index\/vpcEip:VpcEip` \| .* \| [67] days \|/);
    expect((sarif(review, { version: "0" }) as any).runs[0].results.length).toBe(
      review.stacks.flatMap((stack) => stack.findings).length,
    );
    expect(json(review)["verdict"]).toBe("refused");
  });
});

test("a stack unknown to the backend is reported, not passed", { timeout: 60_000 }, async () => {
  const engine = await Engine.open(root, 0);
  const before = { ...process.env };
  Object.assign(process.env, engine.environment());
  try {
    const review = await reviewOf({ cwd: engine.folder, stack: ["nowhere"], policyPack: join(root, "policies") });
    expect(verdictOf(review.stacks)).toBe("broken");
    expect(review.stacks[0]!.errors[0]).toContain('has no stack "nowhere"');
  } finally {
    process.env = before;
    engine.close();
  }
});
