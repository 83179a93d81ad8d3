import { describe, expect, it } from "vitest";
import { markFor } from "../../../model/expiry";
import { replacedBy } from "../../../plugin/plugin";
import { InitFailed } from "../../../provider/core/failure";
import { bare, Killed, type Stage, stage, TASK } from "../support/fake";

const make = (s: Stage, change = {}) => s.create("ReplicationTask", { ...TASK, ...change });

describe("creating a replication task", () => {
  it("waits until the task exists and its addresses are known", async () => {
    const s = stage();
    const { id, outputs } = await make(s);
    expect(id).toBe("job-1");
    expect(bare(outputs)).toEqual({
      name: "dbferry-shop",
      taskId: "job-1",
      privateIp: "10.0.0.9",
      publicIp: "203.0.113.10",
      egressCidrs: ["203.0.113.10/32"],
      vpcId: "vpc-1",
      subnetId: "subnet-1",
      securityGroupId: "sg-node",
      condition: "ready",
    });
  });

  it("connects to the source from the private address on a private path", async () => {
    const { eip: _, ...task } = TASK;
    const { outputs } = await stage().create("ReplicationTask", { ...task, path: "vpn" });
    expect(bare(outputs)).toMatchObject({ egressCidrs: ["10.0.0.9/32"] });
    expect(bare(outputs)["publicIp"]).toBeUndefined();
  });

  it("takes over a task of exactly this name that this stack created, instead of creating a second one", async () => {
    const s = stage();
    s.driver.put("configuring", { id: "job-other", name: "dbferry-shop-2" });
    s.driver.put("configuring", { id: "job-mine" });
    expect((await make(s)).id).toBe("job-mine");
    expect(s.driver.calls).not.toContain("create");
  });

  it("waits for a task of this name that is still being created", async () => {
    const s = stage();
    const task = s.driver.put("creating");
    s.driver.go(task.id, s.driver.createState);
    expect((await make(s)).id).toBe(task.id);
    expect(s.driver.tasks.size).toBe(1);
  });

  it("results in exactly one task when killed right after the order", async () => {
    const s = stage();
    s.driver.killAt = "create";
    await expect(make(s)).rejects.toThrow(Killed);
    expect((await make(s)).id).toBe("job-1");
    expect(s.driver.tasks.size).toBe(1);
  });

  it("refuses several tasks of that name and names them", async () => {
    const s = stage();
    s.driver.put("configuring", { id: "job-a" });
    s.driver.put("incremental", { id: "job-b" });
    await expect(make(s)).rejects.toThrow(/2 tasks named 'dbferry-shop'[\s\S]*job-a[\s\S]*job-b/);
  });

  it("refuses a task of that name with other endpoints, and reports every difference", async () => {
    const s = stage();
    s.driver.put("configuring", { targetInstanceId: "rds-9", mode: "full" });
    await expect(make(s)).rejects.toThrow(
      /mode: full; needed: full\+incremental[\s\S]*target.instanceId: rds-9; needed: rds-1/,
    );
  });

  it("removes an ended task of the stack with that name, and creates a new one", async () => {
    const s = stage();
    s.driver.put("ended", { id: "job-old" });
    expect((await make(s)).id).toBe("job-1");
    expect([...s.driver.tasks.keys()]).toEqual(["job-1"]);
  });

  it("keeps the record of a task that has run, instead of ordering another one, when the engine is told to replace it", async () => {
    const s = stage();
    const { id, outputs: made } = await make(s);
    Object.assign(s.driver.tasks.get(id)!, { state: "ended", started: true });
    const { outputs: over } = (await s.read("ReplicationTask", id, TASK, made))!;
    const replaced = await make(s);
    expect(replaced.id).toBe(id);
    expect(bare(replaced.outputs)).toEqual(bare(over));
    expect(s.driver.calls.filter((call) => call === "create")).toHaveLength(1);
    // Another name is another task, which is ordered.
    await expect(make(s, { name: "dbferry-other" })).rejects.toThrow("the name is taken");
  });

  const OTHERS = markFor("shop", new Date("2030-01-01T00:00:00Z"), {
    organization: "acme",
    project: "dbferry",
    stack: "second",
    id: "000000000000",
  });

  it.each([
    ["ended", "of the other team", /job-old.*has no dbferry mark.*not touched.*another name.*delete the task's record/],
    ["ended", OTHERS, /job-old.*the stack acme\/dbferry\/second created.*not touched/],
    [
      "incremental",
      OTHERS,
      /job-old.*the stack acme\/dbferry\/second created.*not touched.*another name.*adopt: \{ task: job-old \}/,
    ],
    ["configuring", "dbferry migrate-id=shop", /job-old.*an earlier version of dbferry created it.*not touched/],
    ["full", "", /job-old.*has no dbferry mark.*not touched/],
  ] as const)(
    "leaves a task (%s) of somebody else, %j, alone and names its owner",
    async (state, description, says) => {
      const s = stage();
      s.driver.put(state, { id: "job-old", description });
      await expect(make(s)).rejects.toThrow(says);
      expect([...s.driver.tasks.keys()]).toEqual(["job-old"]);
      expect(s.driver.calls).toEqual(["find"]);
    },
  );

  it("takes over nothing by name alone if its state has no id", async () => {
    const s = stage();
    const description = "dbferry migrate-id=shop migrate-expires=2030-01-01T00:00:00Z";
    s.driver.put("configuring", { id: "job-old", description });
    await expect(make(s, { description })).rejects.toThrow(/not touched/);
  });

  it("adopts exactly the named task, and puts its mark on it", async () => {
    const s = stage();
    s.driver.put("incremental", { id: "job-old", description: OTHERS });
    expect((await make(s, { adopt: "job-old" })).id).toBe("job-old");
    expect(s.driver.tasks.get("job-old")!.description).toBe(TASK["description"]);
    await expect(make(stage(), { adopt: "job-9" })).rejects.toThrow(/adopt: .*has no task job-9/);
  });

  it("does not adopt a task with other endpoints, or one that has ended", async () => {
    const s = stage();
    s.driver.put("configuring", { id: "job-a", description: OTHERS, targetInstanceId: "rds-9" });
    s.driver.put("ended", { id: "job-b", description: OTHERS });
    await expect(make(s, { adopt: "job-a" })).rejects.toThrow(/target.instanceId: rds-9; needed: rds-1/);
    await expect(make(s, { adopt: "job-b" })).rejects.toThrow(/job-b.*has ended/);
    expect(s.driver.calls).not.toContain("rename");
  });

  it("reports the vendor's reason when the task cannot be created, and leaves nothing", async () => {
    const s = stage();
    s.driver.createState = [["createFailed", "CREATE_FAILED"]];
    const failed = make(s).catch((error) => error);
    s.driver.tasks.forEach((task) => {
      task.reason = "no address left";
    });
    const error = await failed;
    expect(error).not.toBeInstanceOf(InitFailed);
    expect(error.message).toMatch(/could not create the task 'dbferry-shop' \(CREATE_FAILED\)/);
    expect(s.driver.tasks.size).toBe(0);
  });

  it("keeps the id if the state is unknown", async () => {
    const s = stage();
    s.driver.createState = [["unknown", "QUANTUM"]];
    const error = await make(s).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(InitFailed);
    expect(error).toMatchObject({ id: "job-1" });
    expect(error.message).toContain("'QUANTUM'");
  });

  it("keeps the id when the update is cancelled, at once", async () => {
    const s = stage();
    s.driver.createState = [["creating", "CREATING"]];
    const running = make(s).catch((thrown) => thrown);
    while (!s.driver.calls.includes("describe")) await new Promise((resolve) => setImmediate(resolve));
    const since = Date.now();
    s.handlers.cancel();
    const error = await running;
    expect(Date.now() - since).toBeLessThan(10_000);
    expect(error).toBeInstanceOf(InitFailed);
    expect(error).toMatchObject({ id: "job-1" });
    expect(error.message).toMatch(/cancelled/);
  });

  it("continues waiting in the update after a creation that did not finish", async () => {
    const s = stage();
    const task = s.driver.put("creating");
    s.driver.go(task.id, s.driver.createState);
    const outputs = await s.update("ReplicationTask", task.id, TASK, { taskId: task.id }, TASK);
    expect(bare(outputs)).toMatchObject({ taskId: task.id, privateIp: "10.0.0.9", condition: "ready" });
  });
});

describe("reading a replication task back", () => {
  const outputs = {
    privateIp: "10.0.0.9",
    publicIp: "203.0.113.10",
    egressCidrs: ["203.0.113.10/32"],
    condition: "ready",
  };

  it.each(["configuring", "scheduled", "full", "incremental", "paused", "incrementalFailed"] as const)(
    "shows no drift while it is %s",
    async (state) => {
      const s = stage();
      const { outputs: made } = await make(s);
      s.driver.go("job-1", [[state, state]]);
      expect((await s.read("ReplicationTask", "job-1", TASK, made))!.outputs).toEqual(made);
    },
  );

  it("shows no drift after a cutover has ended it and its addresses were released", async () => {
    const s = stage();
    const { outputs: made } = await make(s);
    Object.assign(s.driver.tasks.get("job-1")!, {
      state: "ended",
      started: true,
      privateIp: undefined,
      publicIp: undefined,
    });
    const over = (await s.read("ReplicationTask", "job-1", TASK, made))!.outputs;
    expect(over).toEqual({ ...made, condition: "over" });
    s.driver.tasks.clear();
    expect((await s.read("ReplicationTask", "job-1", TASK, over))!.outputs).toEqual(over);
  });

  it.each([
    ["its name", { name: "renamed" }, /was renamed; needed: 'dbferry-shop'/],
    ["its mark", { description: "somebody's" }, /no longer shows who owns it: its description is 'somebody's'/],
    ["its public address", { publicIp: "203.0.113.99" }, /eip\.address: 203\.0\.113\.99; needed: 203\.0\.113\.10/],
    ["its target", { targetInstanceId: "rds-2" }, /target\.instanceId: rds-2; needed: rds-1/],
    ["its state, still being made,", { state: "creating" as const }, /is still being created/],
  ])("reports that %s differs from when it was created", async (_what, change, words) => {
    const s = stage();
    const { outputs: made } = await make(s);
    Object.assign(s.driver.tasks.get("job-1")!, change);
    const { outputs: seen } = (await s.read("ReplicationTask", "job-1", TASK, made))!;
    expect(String(bare(seen)["drift"])).toMatch(words);
  });

  it.each([
    ["gives it its name and mark back", { name: "renamed", description: "x" }, undefined],
    [
      "refuses another target",
      { targetInstanceId: "rds-2" },
      /is no longer as it was created.*rds-2; needed: rds-1.*dbferry cancel/s,
    ],
  ])("%s", async (_what, change, refused) => {
    const s = stage();
    const { outputs: made } = await make(s);
    Object.assign(s.driver.tasks.get("job-1")!, change);
    const { outputs: seen } = (await s.read("ReplicationTask", "job-1", TASK, made))!;
    const call = { urn: "urn", type: "dbferry:index:ReplicationTask" };
    const news = s.handlers.check(call.type, undefined, TASK).inputs;
    const preview = s.handlers.update(call, "job-1", news, seen, news, true);
    const update = s.update("ReplicationTask", "job-1", TASK, seen, TASK);
    if (refused) {
      await expect(preview).rejects.toThrow(refused);
      await expect(update).rejects.toThrow(refused);
    } else {
      expect((await preview).outputs).toEqual(made);
      expect(await update).toEqual(made);
      expect(s.driver.tasks.get("job-1")).toMatchObject({ description: TASK["description"] });
    }
  });

  it("reports a task that the vendor ended before it ran as lost, and the next update replaces it", async () => {
    const s = stage();
    s.driver.put("ended", { id: "job-1" });
    const seen = await s.read("ReplicationTask", "job-1", TASK, outputs);
    expect(bare(seen!.outputs)["condition"]).toBe("lost");
    const diff = s.handlers.diff("dbferry:index:ReplicationTask", seen!.inputs, seen!.outputs, seen!.inputs);
    expect(replacedBy(diff)).toEqual(["condition"]);
    expect(diff.deleteBeforeReplace).toBe(true);
  });

  it("reports it as lost if the vendor no longer has it, and imports nothing that does not exist", async () => {
    const seen = await stage().read("ReplicationTask", "job-7", TASK, outputs);
    expect(bare(seen!.outputs)["condition"]).toBe("lost");
    expect(await stage().read("ReplicationTask", "job-7", TASK)).toBeUndefined();
  });
});

describe("deleting a replication task", () => {
  const remove = (s: Stage, whenLive: string) => s.remove("ReplicationTask", "job-1", { ...TASK, whenLive });

  it.each([
    ["configuring", ["end by force", "deleteRecord"]],
    ["scheduled", ["end by force", "deleteRecord"]],
    ["startFailed", ["end by force", "deleteRecord"]],
    ["ended", ["deleteRecord"]],
    ["createFailed", ["deleteRecord"]],
    ["fullFailed", ["end", "deleteRecord"]],
  ] as const)("ends and deletes a task that is %s, whatever the setting for live ones", async (state, orders) => {
    const s = stage();
    s.driver.put(state, { id: "job-1" });
    await remove(s, "refuse");
    expect(s.driver.calls.filter((call) => call.startsWith("end") || call === "deleteRecord")).toEqual(orders);
    expect(s.driver.tasks.size).toBe(0);
  });

  it.each(["starting", "full", "incremental", "paused", "maintenance", "unknown"] as const)(
    "refuses a task that is %s without permission",
    async (state) => {
      const s = stage();
      s.driver.put(state, { id: "job-1" });
      await expect(remove(s, "refuse")).rejects.toThrow(/still moves data.*whenLive: "end"/s);
      expect(s.driver.tasks.get("job-1")!.state).toBe(state);
    },
  );

  it.each(["starting", "full", "incremental", "paused"] as const)(
    "ends a task that is %s properly with permission",
    async (state) => {
      const s = stage();
      s.driver.put(state, { id: "job-1" });
      await remove(s, "end");
      expect(s.driver.calls).toContain("end");
      expect(s.driver.calls).not.toContain("end by force");
      expect(s.driver.tasks.size).toBe(0);
    },
  );

  it("ends a live task, whatever was recorded, if the provider says that the migration is abandoned", async () => {
    const s = stage({ endLiveTasks: true });
    s.driver.put("incremental", { id: "job-1" });
    await remove(s, "refuse");
    expect(s.driver.calls).toContain("end");
    expect(s.driver.tasks.size).toBe(0);
  });

  it("ends by force, with a warning, what cannot be ended properly: it must not keep billing", async () => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1" });
    s.driver.endStates = [["endFailed", "RELEASE_RESOURCE_FAILED"]];
    await remove(s, "end");
    expect(s.driver.calls).toContain("end by force");
    expect(s.log.kept("warning").join()).toMatch(/triggers and events may be missing/);
    expect(s.driver.tasks.size).toBe(0);
  });

  it("waits while the vendor is busy with the task", async () => {
    const s = stage();
    s.driver.put("full", { id: "job-1" });
    s.driver.endAnswers = [
      { taken: false, why: "busy", text: "busy" },
      { taken: false, why: "busy", text: "busy" },
    ];
    await remove(s, "end");
    expect(s.driver.tasks.size).toBe(0);
  });

  it("succeeds if the task is gone already", async () => {
    await expect(remove(stage(), "refuse")).resolves.toBeUndefined();
  });

  it.each(["end", "deleteRecord"])("finishes after being killed at '%s'", async (at) => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1" });
    s.driver.killAt = at;
    await expect(remove(s, "end")).rejects.toThrow(Killed);
    await remove(s, "end");
    expect(s.driver.tasks.size).toBe(0);
  });
});
