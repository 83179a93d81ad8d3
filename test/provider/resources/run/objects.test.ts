import { describe, expect, it } from "vitest";
import type { Values } from "../../../../plugin/values";
import type { ShownObjects } from "../../../../provider/core/objects";
import type { TaskState } from "../../../../provider/core/task";
import { bare, runOf, type Stage, stage } from "../../support/fake";

const RUN = "dbferry:index:TaskRun";
const CALL = { urn: "urn:pulumi:test::dbferry::dbferry:index:TaskRun::x", type: RUN };
const SELECTED = { databases: ["crm", "shop"] };
const other = (databases: ShownObjects["databases"]) => ({ databases, odd: [] });
const OTHERS = other({ shop: "all", stock: "all" });
const WORDS = /it does not move the database crm[\s\S]*it moves the database stock as well/;

function found(state: TaskState, objects: ShownObjects | undefined = OTHERS): Stage {
  const s = stage();
  s.driver.put(state, { id: "job-1", started: state !== "configuring", ...(objects ? { objects } : {}) });
  return s;
}
const checked = (s: Stage, change: Values) => s.handlers.check(RUN, undefined, runOf("job-1", change)).inputs;
const refusedAs = (done: Promise<unknown>) =>
  done.then(
    () => "fine",
    (error: Error) => error.message,
  );

describe("a task whose objects were changed outside of dbferry", () => {
  it.each<TaskState>(["full", "incremental", "paused", "scheduled", "fullFailed", "incrementalFailed"])(
    "is found by a refresh and refused by preview and update, and nothing is done to it while it is %s",
    async (state) => {
      const s = found(state);
      const inputs = runOf("job-1", SELECTED);
      const { outputs } = (await s.read("TaskRun", "job-1", inputs, { taskId: "job-1", reached: "incremental" }))!;
      expect((bare(outputs)["drift"] as string[]).join("\n")).toMatch(WORDS);
      const news = checked(s, SELECTED);
      const shown = await refusedAs(s.handlers.update(CALL, "job-1", news, outputs, news, true));
      const done = await refusedAs(s.update("TaskRun", "job-1", inputs, outputs, inputs));
      for (const text of [shown, done]) {
        expect(text).toMatch(WORDS);
        expect(text).toMatch(/vendor's console, and run the update again[\s\S]*dbferry cancel/);
      }
      expect(s.driver.calls.filter((call) => call !== "describe")).toEqual([]);
    },
  );

  it("is not taken for begun by a first update that finds it running, and the engine knows of it", async () => {
    const s = found("incremental");
    await expect(s.create("TaskRun", runOf("job-1", SELECTED))).rejects.toMatchObject({
      message: expect.stringMatching(WORDS),
      id: "job-1",
    });
  });

  it("is not started when it moves other objects after it was prepared", async () => {
    const s = found("configuring", other({ shop: "all" }));
    await expect(s.create("TaskRun", runOf("job-1", { databases: "all" }))).rejects.toThrow(
      /it moves only shop, not every database/,
    );
    expect(s.driver.calls).not.toContain("start");
  });

  it("is not reported as replicating when they were changed while it loaded", async () => {
    const s = found("configuring", other({ crm: "all", shop: "all" }));
    const { describe: read } = s.driver;
    s.driver.describe = async (id) => {
      const task = s.driver.tasks.get(id)!;
      if (task.state === "full") task.objects = OTHERS;
      return read.call(s.driver, id);
    };
    await expect(s.create("TaskRun", runOf("job-1", SELECTED))).rejects.toMatchObject({
      message: expect.stringMatching(WORDS),
      id: "job-1",
    });
  });

  it("is configured again before its start, where the service takes the selection", async () => {
    const s = found("configuring");
    const { selectObjects } = s.driver;
    s.driver.selectObjects = async (id) => {
      s.driver.tasks.get(id)!.objects = other({ shop: "all", crm: "all" });
      return selectObjects.call(s.driver, id);
    };
    expect(bare((await s.create("TaskRun", runOf("job-1", SELECTED))).outputs)["reached"]).toBe("incremental");
  });

  it.each<[string, TaskState, ShownObjects | undefined]>([
    ["the objects are those that were selected", "incremental", other({ crm: "all", shop: "all" })],
    ["the service shows none", "incremental", undefined],
  ])("stands as it is when %s", async (_title, state, objects) => {
    const s = found(state, objects);
    if (!objects) delete s.driver.tasks.get("job-1")!.objects;
    const inputs = runOf("job-1", SELECTED);
    const { outputs } = (await s.read("TaskRun", "job-1", inputs, { taskId: "job-1", reached: "incremental" }))!;
    expect(bare(outputs)["drift"]).toBeUndefined();
  });

  it("is judged by its data once a cutover has ended it", async () => {
    const s = found("ended");
    const inputs = runOf("job-1", { ...SELECTED, afterCutover: true });
    const { outputs } = (await s.read("TaskRun", "job-1", inputs, { taskId: "job-1", reached: "incremental" }))!;
    expect(bare(outputs)["drift"]).toBeUndefined();
  });
});

describe("a run that was cut off after its start, with a selection that the state does not have", () => {
  const NEW = { databases: ["shop", "stock"] };
  const update = (s: Stage, change: Values) => {
    const [olds, news] = [checked(s, SELECTED), checked(s, change)];
    const outputs = { taskId: "job-1", reached: "incremental" };
    const { changes } = s.handlers.diff(RUN, olds, outputs, news);
    return refusedAs(
      s.handlers
        .allow(CALL, "job-1", olds, outputs, news, changes)
        .then(() => s.update("TaskRun", "job-1", runOf("job-1", SELECTED), outputs, runOf("job-1", change))),
    );
  };

  it("goes on with the selection that the task moves, and with no other", async () => {
    expect(await update(found("incremental"), NEW)).toBe("fine");
    expect(await update(found("incremental"), { databases: ["shop"] })).toMatch(/can no longer be changed: databases/);
    expect(await update(found("incremental"), SELECTED)).toMatch(WORDS);
  });
});

it("a cutover of a task that moves other objects is refused before any other gate", async () => {
  const s = found("incremental");
  const connect = { host: "127.0.0.1", port: 3306, user: "root", password: "adm-Pa55-canary" };
  s.mysql.proveCutover = async () => {
    throw new Error("asked");
  };
  await expect(
    s.create("Cutover", { task: "dbferry-shop", engine: "drs", source: connect, target: connect, ...SELECTED }),
  ).rejects.toThrow(/cutover refused at once[\s\S]*G00[\s\S]*does not move the database crm/);
  expect(s.driver.calls).not.toContain("end");
});
