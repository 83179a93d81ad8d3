import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const root = resolve(__dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const step = z.union([
  // Neither branches nor tags: both can be moved.
  z.strictObject({
    uses: z.string().regex(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/),
    with: z.record(z.string(), z.unknown()).optional(),
    name: z.string().optional(),
    if: z.literal("always()").optional(),
    "continue-on-error": z.literal(true).optional(),
  }),
  z.strictObject({
    // Interpolated expressions can contain text from the pull request's author: it must go through the environment.
    run: z.string().refine((text) => !text.includes("${{"), "an expression in a script"),
    name: z.string().optional(),
    "working-directory": z.string().optional(),
    env: z.record(z.string(), z.union([z.string(), z.literal(1)])).optional(),
  }),
]);
/** An image by digest, because a tag can be moved. */
const image = z.string().regex(/^[\w.-]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
const workflow = z.strictObject({
  name: z.string(),
  on: z.unknown(),
  permissions: z.strictObject({}),
  concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.literal(true) }),
  jobs: z.record(
    z.string(),
    z.strictObject({
      if: z.string().optional(),
      "runs-on": z.string(),
      "timeout-minutes": z.int().max(60),
      permissions: z.record(z.string(), z.enum(["read", "write"])),
      container: z.strictObject({ image, options: z.literal("--privileged") }).optional(),
      steps: z.array(step),
    }),
  ),
});

describe.each(readdirSync(join(root, ".github/workflows")))("the workflow %s", (file) => {
  const given = parse(read(`.github/workflows/${file}`));

  it("pins actions by digest, with least permissions, a time limit, and one run at a time", () => {
    expect(workflow.safeParse(given).error?.issues ?? []).toEqual([]);
  });

  it("names an exact version of Node", () => {
    const steps = Object.values<any>(given.jobs).flatMap(({ steps }) => steps);
    const versions = steps.filter(({ uses = "" }) => uses.startsWith("actions/setup-node@"));
    const named = versions.map(({ with: options }) => options["node-version"]);
    for (const version of named) expect(version).toMatch(/^24\.\d+\.\d+$/);
  });

  it("keeps no credentials in a checkout, and shares no cache", () => {
    const steps = Object.values<any>(given.jobs).flatMap(({ steps }) => steps);
    const checkouts = steps.filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const { with: options } of checkouts) expect(options).toMatchObject({ "persist-credentials": false });
    expect(JSON.stringify(steps)).not.toMatch(/actions\/cache|"cache":/);
  });
});

test("the job that runs the change has no secret, read-only access, and starts only from a pull request", () => {
  const { on, jobs } = parse(read(".github/workflows/review.yml"));
  expect(on).toBe("pull_request");
  expect(jobs.review.permissions).toEqual({ contents: "read" });
  expect(read(".github/workflows/review.yml")).not.toMatch(/secrets\.|github\.token|GITHUB_TOKEN/);
  const reviews = jobs.review.steps.filter(({ run = "" }: { run?: string }) => run.includes("main.js review"));
  expect(reviews).toHaveLength(1);
  expect(reviews[0].run).toMatch(/^env -i /);
  expect(reviews[0]["working-directory"]).toBe("base");
});

test("the job that posts runs none of the change's code", () => {
  const { on, jobs } = parse(read(".github/workflows/review-comment.yml"));
  expect(Object.keys(on)).toEqual(["workflow_run"]);
  for (const { run = "", "working-directory": folder, env } of jobs.comment.steps) {
    if (run !== "") expect(folder).toBe("base");
    if (run.includes("merge")) expect(env).toMatchObject({ GIT_LFS_SKIP_SMUDGE: 1 });
    expect(run).not.toMatch(/npm (ci|i|install|test|run (?!build))|cd [^\n]*change|report\/[^\n]*\|/);
  }
});

test("changes and the main branch run all tests, without a secret", () => {
  const text = read(".github/workflows/test.yml");
  const { on, jobs } = parse(text);
  expect(on).toEqual({ push: { branches: ["main"] }, pull_request: null });
  expect(jobs.test.permissions).toEqual({ contents: "read" });
  expect(text).not.toMatch(/secrets\.|github\.token|GITHUB_TOKEN/);
  expect(jobs.test.steps.at(-1)).toEqual({ run: "npm test" });
});

/**
 * The keywords that our jobs use. The file was validated against GitLab's own schema (gitlab-ci-local 4.75) on
 * 2026-11-29.
 */
const script = z.array(z.union([z.string(), z.array(z.string())]));
const job = z.strictObject({
  image,
  needs: z.array(z.string()).optional(),
  rules: z.array(z.strictObject({ if: z.string(), when: z.literal("always").optional() })).min(1),
  environment: z.strictObject({ name: z.literal("review-comment"), action: z.literal("access") }).optional(),
  variables: z.strictObject({ GIT_DEPTH: z.literal(0), GIT_LFS_SKIP_SMUDGE: z.literal(1) }),
  script,
  artifacts: z
    .strictObject({ when: z.literal("always"), expire_in: z.string(), paths: z.array(z.string()) })
    .optional(),
});

const testJob = z.strictObject({
  ...job.pick({ image: true, rules: true, script: true }).shape,
  timeout: z.literal("1h"),
});

test("GitLab's jobs are separate: the change runs without a shell's environment, the token is in the other job", () => {
  const given = parse(read(".gitlab-ci.yml"));
  const pipeline = z
    .strictObject({ ".beside": z.array(z.string()), review: job, "review comment": job, test: testJob })
    .safeParse(given);
  expect(pipeline.error?.issues ?? []).toEqual([]);
  const { review, "review comment": comment, test: tests } = pipeline.data!;
  expect(tests.rules).toEqual([
    { if: '$CI_PIPELINE_SOURCE == "merge_request_event" || $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' },
  ]);
  expect(tests.script.at(-1)).toMatch(/^env -i \S+ \S+ npm test$/);
  expect(review.environment).toBeUndefined();
  expect(comment.environment).toBeDefined();
  expect(comment.needs).toEqual(["review"]);
  const reviews = review.script.flat().filter((line) => line.includes("main.js review"));
  expect(reviews).toHaveLength(1);
  expect(reviews[0]).toMatch(/^env -i /);
  expect(comment.script.flat().filter((line) => line.includes("main.js"))).toEqual([
    expect.stringContaining("review post --to gitlab"),
  ]);
});
