import { describe, expect, it } from "vitest";
import type { Values } from "../../../plugin/values";
import type { TaskState } from "../../../provider/core/task";
import { bare, runOf, type Stage, stage } from "../support/fake";

const RUN = "dbferry:index:TaskRun";
const CALL = { urn: "urn:pulumi:test::dbferry::dbferry:index:TaskRun::x", type: RUN };

async function read(s: Stage, inputs: Values, outputs: Values): Promise<Values> {
  return (await s.read("TaskRun", "job-1", inputs, outputs))!.outputs;
}
const driftOf = (outputs: Values) => String((bare(outputs)["drift"] as string[] | undefined) ?? "");

/** A task run as recorded by an update, and in the given state when it is looked at now. */
async function found(state: TaskState | undefined, inputs: Values = {}, reached = "incremental") {
  const s = stage();
  if (state) s.driver.put(state, { id: "job-1", started: true, reason: "the vendor's words" });
  const outputs: Values = { taskId: "job-1", reached };
  return { s, inputs: runOf("job-1", inputs), seen: await read(s, runOf("job-1", inputs), outputs) };
}

describe("a run has no drift", () => {
  it.each<[TaskState, Values, string]>([
    ["incremental", {}, "incremental"],
    ["fullDone", { mode: "full" }, "fullDone"],
    ["scheduled", { start: "2030-01-01T00:00:00Z" }, "scheduled"],
    ["full", { start: "2030-01-01T00:00:00Z" }, "scheduled"],
    ["incremental", { start: "2030-01-01T00:00:00Z" }, "scheduled"],
    ["ended", { afterCutover: true }, "incremental"],
    ["ending", { afterCutover: true }, "incremental"],
  ])("while its task is %s (%j, having reached %s)", async (state, inputs, reached) => {
    expect(driftOf((await found(state, inputs, reached)).seen)).toBe("");
  });

  it("after the cutover, when the record of the task is gone", async () => {
    expect(driftOf((await found(undefined, { afterCutover: true })).seen)).toBe("");
  });

  it.each<[TaskState, RegExp]>([
    ["configuring", /has not been started/],
    ["scheduled", /is waiting for its scheduled start/],
    ["full", /is still loading/],
    ["fullDone", /does not replicate yet/],
    ["fullFailed", /has failed \(FULLFAILED\): the vendor's words/],
    ["incrementalFailed", /has failed \(INCREMENTALFAILED\): the vendor's words/],
    ["maintenance", /repaired or upgraded/],
    ["paused", /is paused/],
    ["ended", /has ended/],
    ["ending", /is being ended/],
    ["unknown", /a state that dbferry does not know \(UNKNOWN\)/],
  ])("unless its task is %s, which makes it an update", async (state, words) => {
    const { s, inputs, seen } = await found(state);
    expect(driftOf(seen)).toMatch(words);
    expect(s.log.kept("warning").join()).toMatch(words);
    const news = s.handlers.check(RUN, undefined, inputs).inputs;
    const { changes } = s.handlers.diff(RUN, news, seen, news);
    expect(changes).toEqual([{ path: "drift", kind: "delete", replace: false, input: false }]);
  });
});

describe("a run with drift", () => {
  async function updated({ s, inputs, seen }: Awaited<ReturnType<typeof found>>) {
    const news = s.handlers.check(RUN, undefined, inputs).inputs;
    const preview = s.handlers.update(CALL, "job-1", news, seen, news, true).then(
      () => "fine",
      (error: Error) => error.message,
    );
    const shown = await preview;
    const done = await s.update("TaskRun", "job-1", inputs, seen, inputs).then(bare, (error: Error) => error.message);
    return { shown, done };
  }

  it.each<TaskState>(["paused", "incrementalFailed", "fullFailed"])("is repaired if it is %s", async (state) => {
    const { shown, done } = await updated(await found(state));
    expect(shown).toBe("fine");
    expect(done).toMatchObject({ taskId: "job-1", reached: "incremental" });
  });

  it.each<[TaskState | undefined, RegExp]>([
    [undefined, /no longer has the task job-1.*load everything again.*dbferry cancel/s],
    ["ended", /has ended.*the phase cutover.*dbferry cancel/s],
    ["ending", /has ended/],
    ["unknown", /does not know.*UNKNOWN/],
    ["maintenanceFailed", /failed.*the vendor's words/],
  ])("is refused if it is %s, in a preview as in an update", async (state, words) => {
    const { shown, done } = await updated(await found(state));
    expect(shown).toMatch(words);
    expect(done).toBe(shown);
  });

  it("is not replaced by a run of another task if its task is gone, unless both the state and the program permit it", async () => {
    const replaced = async (whenLive: string) => {
      const { s, inputs, seen } = await found(undefined, { whenLive });
      const news = s.handlers.check(RUN, undefined, { ...inputs, taskId: "job-2" }).inputs;
      const olds = s.handlers.check(RUN, undefined, inputs).inputs;
      const { changes } = s.handlers.diff(RUN, olds, seen, news);
      return s.handlers.allow(CALL, "job-1", olds, seen, news, changes);
    };
    await expect(replaced("refuse")).rejects.toThrow(/no longer has the task job-1/);
    await expect(replaced("end")).resolves.toBeUndefined();
  });
});

describe("the record of a phase", () => {
  const RECORD = (phase: string): Values => ({ migration: "shop", phase, engine: "drs", taskId: "job-1" });

  it.each<[string, TaskState, boolean]>([
    ["prepare", "configuring", true],
    ["prepare", "incremental", false],
    ["prepare", "scheduled", false],
    ["migrate", "incremental", true],
    ["cutover", "ended", true],
    ["cutover", "incremental", false],
    ["done", "incremental", true],
  ])("%s with a task that is %s: drift-free %s", async (phase, state, isTrue) => {
    const s = stage();
    s.driver.put(state, { id: "job-1" });
    const { outputs } = (await s.read("MigrationRecord", "shop", RECORD(phase), { phase, taskId: "job-1" }))!;
    expect(driftOf(outputs) === "").toBe(isTrue);
    const made = s.create("MigrationRecord", RECORD(phase)).then(() => true);
    if (isTrue) expect(await made).toBe(true);
    else await expect(made).rejects.toThrow(/which does not match the phase .*needed: /);
  });

  it.each(["done", "cancelled"])(
    "in %s keeps what was carried out, whatever the stack file says by then",
    async (phase) => {
      const s = stage();
      const fixed = { "target.instanceId": '"rds-1"' };
      const other = { ...RECORD(phase), fixed: { "target.instanceId": '"rds-2"' } };
      const outputs: Values = { phase, taskId: "job-1", fixed };
      const after = await s.update("MigrationRecord", "shop", RECORD(phase), outputs, other);
      expect(bare(after)["fixed"]).toEqual(fixed);
      const anew = await s.update("MigrationRecord", "shop", RECORD(phase), outputs, { ...other, phase: "prepare" });
      expect(bare(anew)["fixed"]).toEqual(other.fixed);
    },
  );

  it.each<[string, boolean]>([
    ["migrate", true],
    ["cutover", false],
  ])("in a preview of the cutover, with the task alive, from %s: true %s", async (from, isFine) => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1" });
    const type = "dbferry:index:MigrationRecord";
    const inputs = (phase: string) => s.handlers.check(type, undefined, RECORD(phase)).inputs;
    const call = { urn: `urn:pulumi:test::dbferry::${type}::x`, type };
    const seen = { phase: from, taskId: "job-1" };
    const preview = s.handlers.update(call, "shop", inputs(from), seen, inputs("cutover"), true);
    if (isFine) await preview;
    else await expect(preview).rejects.toThrow(/which does not match the phase cutover/);
  });
});

describe("a preflight", () => {
  const token = "dbferry:index:Preflight";
  const login = (host: string): Values => ({ host, user: "dba", password: "p" });
  const changed = (task: Values, other: Values = task) => {
    const { handlers } = stage();
    const given = (host: string, more: Values) =>
      handlers.check(token, undefined, { source: login(host), target: login("t"), engine: "drs", ...more }).inputs;
    return handlers.diff(token, given("one", task), {}, given("other", other)).changes.map(({ path }) => path);
  };

  it("does not run again because this machine takes another route to the servers of its task", () => {
    expect(changed({ task: "job-1" })).toEqual([]);
  });

  it("runs again for another task, and, without a task, for other servers", () => {
    expect(changed({ task: "job-1" }, { task: "job-2" })).toEqual(["task"]);
    expect(changed({})).toEqual(["source.host"]);
  });
});

describe("what the record of a phase depends on", () => {
  const needs = [{ kind: "eip", cloud: "huaweicloud", region: "cn-north-4", id: "eip-1", address: "203.0.113.10" }];
  const record = { migration: "shop", phase: "migrate", engine: "drs", taskId: "job-1", needs } as Values;
  /** In a cloud that gives this answer when asked for the EIP. */
  const seenBy = async (lacks: (() => Promise<string | undefined>) | undefined) => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1" });
    const outputs: Values = { phase: "migrate", taskId: "job-1" };
    s.sight.lacks = lacks;
    const read = await s.read("MigrationRecord", "shop", record, outputs);
    const update = s.update("MigrationRecord", "shop", record, { ...outputs, drift: ["something"] }, record);
    const done = await update.then(
      () => "fine",
      (error: Error) => error.message,
    );
    return [driftOf(read!.outputs), done];
  };

  it("is in order if the cloud says so", async () => {
    expect(await seenBy(async () => undefined)).toEqual(["", "fine"]);
  });

  it("is reported by a preview, and refused by an update, with what repairs it", async () => {
    const [drift, refused] = await seenBy(async () => "the EIP is gone");
    expect(drift).toMatch(/^the EIP is gone; .*pulumi up --refresh/);
    expect(refused).toMatch(/the EIP is gone\nneeded: .*pulumi up --refresh, or dbferry up.*dbferry cancel/s);
  });

  it("has drift if the cloud did not answer, or cannot be called", async () => {
    const unanswered = () => Promise.reject(new Error("no answer"));
    expect((await seenBy(unanswered)).join()).toMatch(/could not be read: no answer.*no answer/s);
    expect((await seenBy(undefined)).join()).toMatch(/could not be read: dbferry cannot inspect/);
  });
});

describe("what an update recreates and then deletes, because it was to be replaced", () => {
  it("stays: the same addresses, the same account, the same task", async () => {
    const s = stage();
    const entry: Values = {
      cloud: "alicloud",
      instanceId: "rm-1",
      region: "cn-hangzhou",
      group: "dbferry_shop",
      cidrs: ["203.0.113.10/32"],
    };
    const type = "dbferry:index:AllowlistEntry";
    const call = { urn: "urn", type };
    const olds = s.handlers.check(type, undefined, {
      ...entry,
      cidrs: ["203.0.113.10/32", "198.51.100.7/32"],
      adopt: "dbferry_shop",
    }).inputs;
    s.allowlist.groupsByName.set("dbferry_shop", ["203.0.113.10", "198.51.100.7", "192.0.2.10"]);
    const news = s.handlers.check(type, undefined, { ...entry, adopt: "dbferry_shop" }).inputs;
    const { id } = await s.handlers.create(call, news, false);
    await s.handlers.delete(call, id, olds, {});
    expect(s.allowlist.groupsByName.get("dbferry_shop")).toEqual(["203.0.113.10", "192.0.2.10"]);
  });

  it("also stays if the update was killed in between and the next one deletes", async () => {
    const s = stage();
    const type = "dbferry:index:AllowlistEntry";
    const call = { urn: "urn", type };
    const inputs = s.handlers.check(
      type,
      undefined,
      {
        cloud: "alicloud",
        instanceId: "rm-1",
        region: "cn-hangzhou",
        group: "dbferry_shop",
        cidrs: ["203.0.113.10/32"],
      },
      "urn",
    ).inputs;
    s.allowlist.groupsByName.set("dbferry_shop", ["203.0.113.10"]);
    const id = "rm-1/dbferry_shop";
    s.handlers.keep(call, id, inputs, { changes: [] });
    await s.handlers.delete(call, id, inputs, {});
    expect(s.allowlist.groupsByName.get("dbferry_shop")).toEqual(["203.0.113.10"]);
  });
});
