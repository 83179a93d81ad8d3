import { describe, expect, it } from "vitest";
import type { Values } from "../../../../plugin/values";
import { agreed, bare, runOf, stage, TASK } from "../../support/fake";

const NAME = "shop.mysql.rds.aliyuncs.com";

describe("a task that is created for a source with a public name", () => {
  it("shows its address, and who gave it", async () => {
    const s = stage();
    s.resolvers = () => agreed("203.0.113.20");
    const { outputs } = await s.create("ReplicationTask", TASK);
    expect(bare(outputs)["sourceAddress"]).toBe("203.0.113.20");
    expect(s.log.kept("info").join()).toContain(`${NAME} has the address 203.0.113.20, according to 192.0.2.53`);
  });

  it("is created without one: the record of a new endpoint may take a while", async () => {
    const s = stage();
    s.resolvers = () => agreed();
    const { outputs } = await s.create("ReplicationTask", TASK);
    expect(bare(outputs)["sourceAddress"]).toBeUndefined();
    expect(s.log.kept("info").join()).toMatch(/not proven.*resolved again before the task is configured/s);
  });

  it("tells a move before the start at the next update, with both addresses, and records the new one", async () => {
    const s = stage();
    s.resolvers = () => agreed("203.0.113.20");
    const { id, outputs } = await s.create("ReplicationTask", TASK);
    s.resolvers = () => agreed("203.0.113.21");
    const seen = (await s.read("ReplicationTask", id, TASK, outputs))!.outputs;
    const moved = /had the address 203\.0\.113\.20, and now has 203\.0\.113\.21.*Nothing has been copied.*firewall/s;
    expect(bare(seen)["drift"]).toEqual([expect.stringMatching(moved)]);
    const updated = await s.update("ReplicationTask", id, TASK, seen, TASK);
    expect(s.log.kept("warning")).toEqual([expect.stringMatching(moved)]);
    expect(bare(updated)["sourceAddress"]).toBe("203.0.113.21");
    const again = (await s.read("ReplicationTask", id, TASK, updated))!.outputs;
    expect(bare(again)["drift"]).toBeUndefined();
  });

  it("takes no address of one name for that of another: with a new host, that is resolved", async () => {
    const s = stage();
    s.resolvers = () => agreed("203.0.113.20");
    const { id, outputs } = await s.create("ReplicationTask", TASK);
    s.resolvers = (name) => agreed(name === "other.example.com" ? "203.0.113.30" : "203.0.113.20");
    const other: Values = { ...TASK, source: { ...(TASK["source"] as Values), host: "other.example.com" } };
    const updated = await s.update("ReplicationTask", id, TASK, outputs, other);
    expect(bare(updated)["sourceAddress"]).toBe("203.0.113.30");
    const seen = (await s.read("ReplicationTask", id, other, updated))!.outputs;
    expect([bare(seen)["drift"], s.log.kept("warning")]).toEqual([undefined, []]);
  });

  it("keeps the address if the resolvers fall silent while a move is recorded", async () => {
    const s = stage();
    s.driver.put("configuring", { id: "job-1" });
    const looks = [agreed("203.0.113.21"), agreed("203.0.113.21"), []];
    s.resolvers = () => looks.shift() ?? [];
    const before: Values = { condition: "ready", sourceAddress: "203.0.113.20" };
    const seen = (await s.read("ReplicationTask", "job-1", TASK, before))!.outputs;
    expect(bare(await s.update("ReplicationTask", "job-1", TASK, seen, TASK))["sourceAddress"]).toBe("203.0.113.20");
  });

  it.each([
    ["the resolvers are silent", "configuring", []],
    ["the task has started, and its run decides", "incremental", agreed("203.0.113.21")],
  ] as const)("keeps the address if %s", async (_, state, answers) => {
    const s = stage();
    s.driver.put(state, { id: "job-1", started: state !== "configuring" });
    s.resolvers = () => [...answers];
    const before: Values = { condition: "ready", sourceAddress: "203.0.113.20" };
    const seen = bare((await s.read("ReplicationTask", "job-1", TASK, before))!.outputs);
    expect([seen["sourceAddress"], seen["drift"]]).toEqual(["203.0.113.20", undefined]);
  });

  it.each([
    ["incremental", undefined],
    ["configuring", "203.0.113.20"],
  ] as const)("of a task that is adopted while it is %s has the address %s", async (state, address) => {
    const s = stage();
    s.driver.put(state, { id: "job-1", started: state !== "configuring" });
    s.resolvers = () => agreed("203.0.113.20");
    const { outputs } = await s.create("ReplicationTask", { ...TASK, adopt: "job-1" });
    expect(bare(outputs)["sourceAddress"]).toBe(address);
  });

  it("whose start nobody saw is not taken to have begun with today's address, nor with that of another host", async () => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1", started: true });
    s.resolvers = () => agreed("203.0.113.20");
    const { outputs } = await s.create("ReplicationTask", { ...TASK, adopt: "job-1" });
    const sourceAddress = outputs["sourceAddress"];
    const run = await s.create("TaskRun", runOf("job-1", sourceAddress === undefined ? {} : { sourceAddress }));
    expect(bare(run.outputs)["sourceName"]).toEqual({ name: NAME, at: expect.any(String), by: [], given: "name" });

    const other: Values = { ...TASK, source: { ...(TASK["source"] as Values), host: "other.example.com" } };
    const updated = await s.update("ReplicationTask", "job-1", TASK, outputs, other);
    expect(bare(updated)["sourceAddress"]).toBeUndefined();
  });
});
