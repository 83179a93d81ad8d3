import { describe, expect, it } from "vitest";
import { changed, fixedOf } from "../../model/fixed";
import { migrationStateOf, type Recorded } from "../../model/migrationState";
import { nearest } from "../../model/nearest";
import { PHASES } from "../../model/phase";
import { parseMigration } from "../../model/spec";
import { afterTheEnd, type Step, stepProblems } from "../../model/step";
import { NOW, smallestMigration } from "../support/smallestMigration";

const resource = (type: string, part: string, outputs: object = {}): Recorded => ({
  type: `dbferry:index:${type}`,
  name: `shop-${part}`,
  outputs: outputs as Recorded["outputs"],
});
const task = resource("ReplicationTask", "task", { taskId: "job-1" });
const run = resource("TaskRun", "run", { taskId: "job-1" });
const cutover = resource("Cutover", "cutover", { taskId: "job-1" });
const record = (phase: string) => resource("MigrationRecord", "record", { phase, taskId: "job-1", fixed: {} });

describe("the phase reached according to a state", () => {
  it.each([
    ["nothing", [], undefined],
    ["a task that is not started", [task], "prepare"],
    ["a run that began and failed", [task, run, record("prepare")], "migrate"],
    ["a run, in a state without a record", [task, run], "migrate"],
    ["a task that somebody removed while it ran", [record("migrate")], "migrate"],
    ["a proven cutover", [task, run, cutover, record("migrate")], "cutover"],
    [
      "a cutover that is recorded, and openings that are not removed yet",
      [task, run, cutover, record("done")],
      "cutover",
    ],
    ["an end that has begun", [task, cutover, record("done")], "done"],
    ["a cutover alone", [cutover], "done"],
    ["the end", [cutover, record("done")], "done"],
    ["a migration that was given up", [record("cancelled")], "cancelled"],
    ["one that was given up and is not gone yet", [task, run, record("cancelled")], "cancelled"],
    [
      "one that is begun again and has not come far",
      [resource("ReplicationTask", "task", { taskId: "job-2" }), cutover, record("done")],
      "prepare",
    ],
  ])("%s", (_what, state, reached) => {
    expect(migrationStateOf(state, "shop").reached).toBe(reached);
    expect(migrationStateOf(state, "other")).toEqual({});
  });
});

it("one whose host still has what removes its rules is not gone yet", () => {
  const command = (name: string) => ({ type: "command:remote:Command", name, outputs: {} });
  for (const phase of ["done", "cancelled"] as const) {
    expect(migrationStateOf([record(phase), command("shop-ssh")], "shop").left).toBe(true);
    expect(migrationStateOf([record(phase), command("crm-ssh")], "shop").left).toBeUndefined();
  }
});

describe("a step", () => {
  const step = (phase: Step["phase"], more: Partial<Step> = {}): Step => ({
    name: "shop",
    phase,
    fixed: { mode: '"full"' },
    protectLiveTask: true,
    ...more,
  });
  const reached = (phase: (typeof PHASES)[number]) => ({ reached: phase, taskId: "job-1", fixed: { mode: '"full"' } });

  it.each(PHASES)("forward from %s, or in place, is always allowed", (phase) => {
    const cutOver = phase === "cutover" || phase === "done";
    const forward = PHASES.slice(PHASES.indexOf(phase)).filter((to) => !cutOver || to !== "cancelled");
    for (const to of forward) expect(stepProblems(reached(phase), step(to))).toEqual([]);
  });

  it.each(["cutover", "done"] as const)("to cancelled would delete the record of what has reached %s", (phase) => {
    expect(stepProblems(reached(phase), step("cancelled"))).toMatchObject([
      {
        seen: expect.stringContaining(phase),
        needed: expect.stringMatching(/^done: /),
        fix: expect.stringContaining("phase done"),
      },
    ]);
  });

  it.each(PHASES)("to any phase is allowed from nothing: %s", (phase) => {
    expect(stepProblems({}, step(phase))).toEqual([]);
  });

  it("back is refused, with how to continue and how to get out", () => {
    for (const [at, from] of PHASES.entries()) {
      if (from === "cancelled") continue;
      for (const to of PHASES.slice(0, at)) {
        const [problem, ...more] = stepProblems(reached(from), step(to));
        expect(more).toEqual([]);
        expect(problem).toMatchObject({ path: "phase", seen: expect.stringContaining(`has reached ${from}`) });
        expect(problem?.fix).toMatch(/dbferry cancel|phase done|restart job-1/);
      }
    }
  });

  it("from cancelled restarts if a phase says so, and not if none is given", () => {
    expect(stepProblems(reached("cancelled"), step("prepare"))).toEqual([]);
    expect(stepProblems(reached("cancelled"), step("prepare", { byDefault: true }))).toMatchObject([
      { seen: expect.stringContaining("nothing, which means prepare"), fix: expect.stringContaining("phase prepare") },
    ]);
    expect(stepProblems(reached("cancelled"), step("cutover"))).toHaveLength(1);
    expect(stepProblems({ ...reached("cancelled"), left: true }, step("prepare"))).toHaveLength(1);
  });

  it("back from the end needs the value that names that end, and starts at the beginning", () => {
    expect(stepProblems(reached("done"), step("prepare", { restart: "job-1" }))).toEqual([]);
    expect(stepProblems(reached("done"), step("prepare", { restart: "job-0" }))).toHaveLength(1);
    expect(stepProblems(reached("done"), step("cutover", { restart: "job-1" }))).toHaveLength(1);
    expect(stepProblems(reached("migrate"), step("prepare", { restart: "job-1" }))).toHaveLength(1);
  });

  it("back from an end that is not complete yet waits for it", () => {
    const state = migrationStateOf([task, cutover, record("done")], "shop");
    expect(stepProblems(state, step("done"))).toEqual([]);
    const [problem] = stepProblems(state, step("prepare", { restart: "job-1" }));
    expect(problem?.needed).toContain("not everything has been removed yet");
  });

  it("that changes what the task was created with waits for its end, or for permission", () => {
    const other = { fixed: { mode: '"full+incremental"' } };
    expect(stepProblems(reached("prepare"), step("prepare", other))).toEqual([]);
    expect(stepProblems(reached("migrate"), step("migrate", other))).toMatchObject([{ path: "mode" }]);
    expect(stepProblems(reached("migrate"), step("done", other))).toMatchObject([{ path: "mode" }]);
    expect(stepProblems(reached("migrate"), step("migrate", { ...other, protectLiveTask: false }))).toEqual([]);
    // A new task after the cutover would write to what has become production.
    expect(stepProblems(reached("cutover"), step("cutover", { ...other, protectLiveTask: false }))).toHaveLength(1);
    expect(stepProblems(reached("cutover"), step("done", other))).toEqual([]);
  });
});

describe("after the end", () => {
  const ran = { "target.instanceId": '"rds-1"', mode: '"full"' };
  const said = (phase: Step["phase"], fixed: Record<string, string>, reached: (typeof PHASES)[number] = "done") =>
    afterTheEnd({ reached, fixed: ran }, { name: "shop", phase, fixed, protectLiveTask: true });

  it.each(["done", "cancelled"] as const)("%s says which settings have no effect any more", (phase) => {
    expect(said(phase, ran, phase)).toBeUndefined();
    expect(said(phase, { ...ran, "target.instanceId": '"rds-2"' }, phase)).toMatch(
      /- target\.instanceId: "rds-2", but it was carried out with "rds-1"\n.*pulumi stack init/,
    );
    // Added by a later version, with its default.
    expect(said(phase, { ...ran, "drs.somethingNew": "1" }, phase)).toBeUndefined();
  });

  it("is said together with the end, too, and not while it goes on", () => {
    expect(said("done", { ...ran, mode: '"other"' }, "cutover")).toContain("mode");
    expect(said("cutover", { ...ran, mode: '"other"' }, "cutover")).toBeUndefined();
    expect(said("prepare", { ...ran, mode: '"other"' })).toBeUndefined();
  });
});

describe("what a task is created with", () => {
  const of = (change: (input: any) => void) =>
    fixedOf(parseMigration(smallestMigration(change), "done", NOW).migration);
  const paths = (change: (input: any) => void) =>
    changed(
      of(() => {}),
      of(change),
    ).map(({ path }) => path);

  it("is everything that is not known to be movable", () => {
    expect(paths((input) => (input.owner = "somebody@example.com"))).toEqual([]);
    expect(paths((input) => (input.cutover = { quietSeconds: 5 }))).toEqual([]);
    expect(paths((input) => (input.source.admin.user = "other"))).toEqual([]);
    expect(paths((input) => (input.target.admin.user = "other"))).toEqual(["target.admin.user"]);
    expect(paths((input) => (input.source.instanceId = "other"))).toEqual(["source.instanceId"]);
    expect(paths((input) => (input.mode = "full"))).toEqual(["mode"]);
    expect(paths((input) => (input.drs = { nodeType: "micro" }))).toEqual(["drs.nodeType"]);
  });

  it("is the same if a default is written out", () => {
    expect(paths((input) => Object.assign(input, { drs: { expiredDays: 14 }, path: "public" }))).toEqual([]);
  });
});

describe("the nearest word", () => {
  const known = ["migration", "phase", "clouds", "restart"];
  it.each([
    ["pahse", "phase"],
    ["Phase", "phase"],
    ["cloud", "clouds"],
    ["migraton", "migration"],
    ["colour", undefined],
    ["x", undefined],
  ])("to %s is %s", (word, near) => {
    expect(nearest(word, known)).toBe(near);
  });
});

it("takes a setting that is written out for what holds without it", () => {
  const { migration } = parseMigration(smallestMigration(), "prepare", NOW);
  const by = (sourceBy?: string) =>
    fixedOf({
      ...migration,
      engine: "tencent-dts",
      tencentDts: { instanceClass: "medium", ...(sourceBy ? { sourceBy } : {}) },
    } as never);
  expect(changed(by(), by("name"))).toEqual([]);
  expect(changed(by(), by("address")).map(({ path }) => path)).toEqual(["tencentDts.sourceBy"]);
});

it("asks nobody to put back a setting that an earlier version recorded and that holds without it", () => {
  const written: Recorded = resource("MigrationRecord", "record", {
    phase: "migrate",
    taskId: "job-1",
    fixed: { "tencentDts.sourceBy": '"name"' },
  });
  const state = migrationStateOf([task, run, written], "shop");
  const step = (fixed: Step["fixed"]): Step => ({ name: "shop", phase: "migrate", fixed, protectLiveTask: true });
  expect(stepProblems(state, step({}))).toEqual([]);
  const other = stepProblems(state, step({ "tencentDts.sourceBy": '"address"' }));
  expect(other.map(({ path }) => path)).toEqual(["tencentDts.sourceBy"]);
});
