import { describe, expect, it } from "vitest";
import type { Values } from "../../../plugin/values";
import { bare, runOf, type Stage, stage, TASK } from "../support/fake";

const CONNECT = { host: "127.0.0.1", port: 3306, user: "root", password: "adm-Pa55-canary" };
const CUTOVER = { engine: "drs", source: CONNECT, target: CONNECT, task: "dbferry-shop", taskId: "job-1" };
const record = (phase: string): Values => ({ migration: "shop", engine: "drs", phase, taskId: "job-1" });
const PROOF = { verdicts: [], tables: [], checksumEqual: true, structureEqual: true, expired: [], unused: [] };

/** What the engine reads before an update of a migration whose task exists. */
async function refreshed(s: Stage, phase: string): Promise<void> {
  await s.read("ReplicationTask", "job-1", TASK, { condition: "ready" });
  if (phase !== "prepare") await s.read("TaskRun", "job-1", runOf("job-1", { afterCutover: phase === "cutover" }));
  await s.read("MigrationRecord", "shop", record(phase), { phase, taskId: "job-1" });
  s.driver.calls.length = 0;
}

it("creating a task looks for it once and reads it until it is ready; recording the phase reads nothing more", async () => {
  const s = stage();
  const queries: Values = { queries: [], task: "dbferry-shop", stateId: "4f1c0d9be2a7" };
  await s.handlers.invoke("dbferry:index:findLeftovers", { migration: "shop", engine: "drs", ...queries });
  await s.create("ReplicationTask", TASK);
  await s.create("MigrationRecord", record("prepare"));
  expect(s.driver.calls).toEqual(["find", "create", "describe", "describe"]);
});

it("a run starts from what the update has read, and reads the task again after the precheck and the start", async () => {
  const s = stage();
  s.driver.put("configuring", { id: "job-1" });
  s.driver.runStates = [["incremental", "INCRE_TRANSFER_STARTED"]];
  await refreshed(s, "prepare");
  await s.create("TaskRun", runOf("job-1"));
  expect(s.driver.calls).toEqual([
    "test source",
    "test target",
    "configure",
    "selectObjects",
    "startPrecheck",
    "precheckReport",
    "describe",
    "start",
    "describe",
  ]);
});

it("a cutover reads the task after the gates and after the end, and never searches by name", async () => {
  const s = stage();
  s.driver.put("incremental", { id: "job-1", started: true });
  s.driver.endStates = [["ended", "RELEASE_RESOURCE_COMPLETE"]];
  s.mysql.proveCutover = async () => {
    s.driver.calls.push("gates");
    return PROOF;
  };
  await refreshed(s, "migrate");
  await s.create("Cutover", CUTOVER);
  expect(s.driver.calls).toEqual(["gates", "describe", "end", "describe"]);
});

it.each([
  ["has failed", "incrementalFailed", /the task has changed while the gates were proven; the task is left unchanged/],
  ["was paused", "paused", /G00 Task ready to end.*PAUSED.*let it continue \(dbferry resume\)/s],
  ["another stack has taken over", "incremental", /is no longer this stack's/],
] as const)("a cutover does not end a task that %s while the gates were proven", async (_, state, words) => {
  const s = stage({ stateId: "4f1c0d9be2a7" });
  const task = s.driver.put("incremental", { id: "job-1", started: true });
  s.mysql.proveCutover = async () => {
    Object.assign(task, { state, vendorState: state.toUpperCase() });
    if (state === "incremental") task.description = task.description.replace("4f1c0d9be2a7", "0123456789ab");
    return PROOF;
  };
  await refreshed(s, "migrate");
  await expect(s.create("Cutover", CUTOVER)).rejects.toThrow(words);
  expect(s.driver.calls).not.toContain("end");
});

it("removing a task that has ended takes no reading beyond the update's own", async () => {
  const s = stage();
  s.driver.put("ended", { id: "job-1", started: true });
  await refreshed(s, "cutover");
  const call = (type: string) => ({ urn: `urn::${type}`, type: `dbferry:index:${type}` });
  const outputs = { phase: "cutover", taskId: "job-1" };
  await s.update("MigrationRecord", "shop", record("cutover"), outputs, record("done"));
  const inputs = (type: string, given: Values) => s.handlers.check(`dbferry:index:${type}`, undefined, given).inputs;
  const removed = new Map<string, Values>([
    ["TaskRun", runOf("job-1")],
    ["ReplicationTask", TASK],
  ]);
  for (const [type, given] of removed) await s.handlers.delete(call(type), "job-1", inputs(type, given), {});
  expect(s.driver.calls).toEqual(["deleteRecord"]);
  expect(bare((await s.read("ReplicationTask", "job-1", TASK, { condition: "over" }))!.outputs)["condition"]).toBe(
    "over",
  );
});

it("a cutover without the id of its task, as in the phase done, is unchanged", () => {
  const { handlers } = stage();
  const inputs = (given: Values) => handlers.check("dbferry:index:Cutover", undefined, given).inputs;
  const { taskId: _, ...without } = CUTOVER;
  for (const [old, news] of [[CUTOVER, without] as const, [without, CUTOVER] as const])
    expect(handlers.diff("dbferry:index:Cutover", inputs(old), {}, inputs(news)).changes).toEqual([]);
});

describe("a task that somebody has started in the console since the update read it", () => {
  const call = (type: string) => ({ urn: `urn::${type}`, type: `dbferry:index:${type}` });
  const ACCOUNT = { role: "target", connect: CONNECT, user: "df_shop", hosts: ["10.0.0.9"], mark: "" };
  const resources: [string, string, Values, Values][] = [
    ["ReplicationTask", "job-1", TASK, { condition: "ready" }],
    ["TaskRun", "job-1", runOf("job-1"), {}],
    ["MigrationRecord", "shop", record("prepare"), { phase: "prepare", taskId: "job-1" }],
    ["MysqlAccount", "df_shop@127.0.0.1:3306", { ...ACCOUNT, engine: "drs", task: { id: "job-1" } }, {}],
  ];
  it.each(resources)(
    "is not ended, and nothing is taken from it, by the removal of %s",
    async (type, id, given, outputs) => {
      const s = stage();
      const dropped: string[] = [];
      s.mysql.dropAccount = async (_at, user, hosts) => {
        dropped.push(user);
        return [...hosts];
      };
      const task = s.driver.put("configuring", { id: "job-1" });
      await refreshed(s, "prepare");
      Object.assign(task, { state: "incremental", vendorState: "INCRE_TRANSFER_STARTED", started: true });
      const { inputs, failures } = s.handlers.check(`dbferry:index:${type}`, undefined, given);
      expect(failures).toEqual([]);
      await expect(s.handlers.delete(call(type), id, inputs, outputs)).rejects.toThrow(/still moves data/);
      expect([s.driver.calls, dropped]).toEqual([["describe"], []]);
    },
  );

  it("keeps the mark of a stack that has taken it over", async () => {
    const s = stage({ stateId: "4f1c0d9be2a7" });
    const task = s.driver.put("configuring", { id: "job-1" });
    await refreshed(s, "prepare");
    task.description = task.description.replace("4f1c0d9be2a7", "0123456789ab");
    const changed = { ...TASK, description: `${String(TASK["description"])} x` };
    await expect(s.update("ReplicationTask", "job-1", TASK, {}, changed)).rejects.toThrow(/is no longer this stack's/);
    expect(s.driver.calls).not.toContain("rename");
  });
});
