import { describe, expect, it } from "vitest";
import type { Answer, NameSeen } from "../../../../model/hostNames";
import type { Values } from "../../../../plugin/values";
import { InitFailed } from "../../../../provider/core/failure";
import { agreed, bare, runOf, type Stage, stage } from "../../support/fake";

const NAME = "shop.mysql.rds.aliyuncs.com";
const BY_ADDRESS: Values = { engine: "tencent-dts", tencentDts: { sourceBy: "address" } };
const SEEN: Values = {
  name: NAME,
  address: "203.0.113.20",
  at: "2026-11-30T12:00:00.000Z",
  by: ["192.0.2.53", "192.0.2.54"],
};

/** A created task, ready to run, and the host that it is configured with. */
function ready(): { s: Stage; hosts: string[] } {
  const s = stage();
  s.driver.put("configuring", { id: "job-1" });
  const hosts: string[] = [];
  s.driver.preparation = s.driver.preparation.map((step) => ({
    ...step,
    run: (task, work) => {
      if (step.title === "configuring") hosts.push(work.settings.source.host);
      return step.run(task, work);
    },
  }));
  return { s, hosts };
}

/** Answers of one look after the other; the last one repeats. */
function answering(s: Stage, ...looks: Answer[][]): void {
  s.resolvers = () => (looks.length > 1 ? looks.shift()! : looks[0]!);
}

const started = (s: Stage) => s.driver.calls.includes("start");

describe("a source with a public name", () => {
  it("is shown with its address and who gave it, and the task is given the name", async () => {
    const { s, hosts } = ready();
    answering(s, agreed("203.0.113.20"));
    const { outputs } = await s.create("TaskRun", runOf("job-1"));
    expect(hosts).toEqual([NAME]);
    const seen = bare(outputs)["sourceName"] as NameSeen;
    expect(seen).toEqual({ ...SEEN, at: expect.stringMatching(/^20.*Z$/), given: "name" });
    expect(s.log.kept("info").join()).toContain(
      `the source ${NAME} has the address 203.0.113.20, according to 192.0.2.53, 192.0.2.54`,
    );
    expect(s.log.kept("warning")).toEqual([]);
  });

  it("is given by its address where that is wanted", async () => {
    const { s, hosts } = ready();
    answering(s, agreed("203.0.113.20"));
    const { outputs } = await s.create("TaskRun", runOf("job-1", BY_ADDRESS));
    expect(hosts).toEqual(["203.0.113.20"]);
    expect(bare(outputs)["sourceName"]).toMatchObject({ address: "203.0.113.20", given: "address" });
  });

  it.each<[string, Answer[], RegExp]>([
    ["nobody answers", [], /no resolver was asked/],
    ["one resolver alone answers", agreed("203.0.113.20").slice(1), /192\.0\.2\.54: 203\.0\.113\.20/],
    ["the answers differ", [...agreed("203.0.113.20"), { by: "x", addresses: ["203.0.113.21"] }], /x: 203\.0\.113\.21/],
    ["it has several addresses", agreed("203.0.113.20", "203.0.113.21"), /203\.0\.113\.20, 203\.0\.113\.21/],
    ["its address is private", agreed("10.0.0.9"), /10\.0\.0\.9 cannot be reached/],
  ])(
    "is not configured by an address if %s; by its name it is, and the doubt is reported",
    async (_, answers, words) => {
      const address = ready();
      answering(address.s, answers);
      await expect(address.s.create("TaskRun", runOf("job-1", BY_ADDRESS))).rejects.toThrow(words);
      expect([address.hosts, started(address.s)]).toEqual([[], false]);

      const name = ready();
      answering(name.s, answers);
      const { outputs } = await name.s.create("TaskRun", runOf("job-1"));
      // Without an address, so that the gate of the cutover is there, and not proven.
      const seen = { name: NAME, at: expect.stringMatching(/^20/), by: [], given: "name" };
      expect([name.hosts, bare(outputs)["sourceName"]]).toEqual([[NAME], seen]);
      expect(name.s.log.kept("warning").join()).toMatch(words);
      expect(name.s.log.kept("warning").join()).toMatch(/given the name.*gate G10 of the cutover is not proven/);
    },
  );

  it("that does not exist yet is waited for, within the time window of the connection test", async () => {
    const { s, hosts } = ready();
    answering(s, agreed(), agreed(), agreed("203.0.113.20"));
    await s.create("TaskRun", runOf("job-1", { ...BY_ADDRESS, connectWindowSeconds: 60 }));
    expect(hosts).toEqual(["203.0.113.20"]);
  });

  it.each([
    ["name", {}],
    ["address", BY_ADDRESS],
  ])("is not started from if it moves while the task is prepared (given: %s)", async (_, change) => {
    const { s } = ready();
    answering(s, agreed("203.0.113.20"), agreed("203.0.113.21"));
    const problem = await s.create("TaskRun", runOf("job-1", change)).catch((error: Error) => error);
    expect(problem).not.toBeInstanceOf(InitFailed);
    expect((problem as Error).message).toMatch(
      /had the address 203\.0\.113\.20 .*now has 203\.0\.113\.21.*not started.*same database.*run the update again/,
    );
    expect(started(s)).toBe(false);
  });

  it("is not started from by an address that is no longer proven", async () => {
    const { s } = ready();
    answering(s, agreed("203.0.113.20"), []);
    await expect(s.create("TaskRun", runOf("job-1", BY_ADDRESS))).rejects.toThrow(/not proven.*not started/s);
    expect(started(s)).toBe(false);
  });

  it("stops the run if it moves meanwhile from the address that the task was given, with both and what to change", async () => {
    const { s } = ready();
    answering(s, agreed("203.0.113.20"), agreed("203.0.113.20"), agreed("203.0.113.21"));
    const problem = await s.create("TaskRun", runOf("job-1", BY_ADDRESS)).catch((error: Error) => error);
    expect(problem).toBeInstanceOf(InitFailed);
    expect((problem as Error).message).toMatch(
      /had the address 203\.0\.113\.20 .*now has 203\.0\.113\.21.*was given 203\.0\.113\.20.*put the record back to 203\.0\.113\.20.*let 203\.0\.113\.21 through every firewall.*dbferry cancel.*cutover\.exemptions/s,
    );
    expect((problem as InitFailed).properties).toMatchObject({ sourceName: { address: "203.0.113.20" } });
    expect(s.driver.tasks.get("job-1")!.state).not.toBe("ended");
  });

  it("is looked at before a scheduled task is started at once, which is left alone if its address is no longer the name's", async () => {
    const s = stage();
    s.driver.put("scheduled", { id: "job-1" });
    answering(s, agreed("203.0.113.21"));
    const inputs = runOf("job-1", BY_ADDRESS);
    const outputs: Values = { taskId: "job-1", reached: "scheduled", sourceName: { ...SEEN, given: "address" } };
    const problem = await s.update("TaskRun", "job-1", inputs, outputs, inputs).catch((error: Error) => error);
    expect(problem).toBeInstanceOf(InitFailed);
    expect((problem as Error).message).toMatch(/203\.0\.113\.20.*now has 203\.0\.113\.21/);
    expect(s.driver.calls).not.toContain("reschedule");
  });

  it("is reported, once, if it moves from under a task that was given the name, and keeps the address it had", async () => {
    const { s } = ready();
    s.driver.runStates = Array.from({ length: 12 }, () => ["full", "FULL_TRANSFER_STARTED"] as const).map(
      ([state, word]) => [state, word],
    );
    s.driver.runStates.push(["incremental", "INCRE_TRANSFER_STARTED"]);
    answering(s, agreed("203.0.113.20"), agreed("203.0.113.20"), agreed("203.0.113.21"));
    const { outputs } = await s.create("TaskRun", runOf("job-1"));
    const told = s.log.kept("warning").filter((line) => line.includes("has moved"));
    expect(told).toEqual([expect.stringMatching(/203\.0\.113\.20 .*now has 203\.0\.113\.21.*next ones to 203/s)]);
    expect(bare(outputs)["sourceName"]).toMatchObject({ address: "203.0.113.20" });
  });

  it.each([
    ["name", {}],
    ["address", BY_ADDRESS],
  ])(
    "is said, once, to have no known address where the run that configured the task was lost (given: %s)",
    async (_, change) => {
      const { s } = ready();
      answering(s, agreed("203.0.113.20"));
      s.driver.killAt = "start";
      await expect(s.create("TaskRun", runOf("job-1", change))).rejects.toThrow(/killed/);
      const { outputs } = await s.create("TaskRun", runOf("job-1", change));
      expect(bare(outputs)["sourceName"]).toMatchObject({ name: NAME, by: [] });
      expect(bare(outputs)["sourceName"]).not.toHaveProperty("address");
      expect(s.log.kept("warning")).toEqual([expect.stringMatching(/not known which address.*gate G10.*not proven/s)]);
    },
  );

  it.each<[string, string, Answer[][], string | undefined]>([
    ["is known by the address before it, which it still has", "203.0.113.20", [agreed("203.0.113.20")], "203.0.113.20"],
    ["is known once enough answer", "203.0.113.20", [[], agreed("203.0.113.20")], "203.0.113.20"],
    ["is not known by another one", "203.0.113.21", [agreed("203.0.113.20")], undefined],
    [
      "is not known if an answer contradicts",
      "203.0.113.20",
      [[...agreed("203.0.113.20"), { by: "x", addresses: ["203.0.113.9"] }]],
      undefined,
    ],
  ])("whose task was configured by a run that was lost %s", async (_, before, looks, address) => {
    const { s } = ready();
    answering(s, agreed("203.0.113.20"));
    s.driver.killAt = "start";
    const inputs = runOf("job-1", { sourceAddress: before });
    await expect(s.create("TaskRun", inputs)).rejects.toThrow(/killed/);
    s.driver.runStates = Array.from({ length: 30 }, () => ["full", "FULL_TRANSFER_STARTED"]);
    s.driver.runStates.push(["incremental", "INCRE_TRANSFER_STARTED"]);
    answering(s, ...looks);
    const { outputs } = await s.create("TaskRun", inputs);
    expect((bare(outputs)["sourceName"] as NameSeen).address).toBe(address);
  });

  it("that has moved and come back while the task runs is remembered with every other address that was given", async () => {
    const { s } = ready();
    s.driver.runStates = Array.from({ length: 36 }, () => ["full", "FULL_TRANSFER_STARTED"]);
    s.driver.runStates.push(["incremental", "INCRE_TRANSFER_STARTED"]);
    const home = agreed("203.0.113.20");
    answering(s, home, home, agreed("203.0.113.21"), [...home, { by: "x", addresses: ["203.0.113.22"] }], home);
    const { outputs } = await s.create("TaskRun", runOf("job-1"));
    expect(bare(outputs)["sourceName"]).toMatchObject({
      address: "203.0.113.20",
      others: ["203.0.113.21", "203.0.113.22"],
    });
  });

  it("is told as a possible cause where the run failed for another reason", async () => {
    const { s } = ready();
    s.driver.runStates = [["fullFailed", "FULL_TRANSFER_FAILED"]];
    answering(s, agreed("203.0.113.20"), agreed("203.0.113.20"), agreed("203.0.113.21"));
    await expect(s.create("TaskRun", runOf("job-1"))).rejects.toThrow(
      /FULL_TRANSFER_FAILED.*\n.*has moved.*203\.0\.113\.21/s,
    );
  });

  it.each(["10.1.0.7", "192.0.2.20", "db.internal", "db"])("is not looked up where it is %s", async (host) => {
    const { s, hosts } = ready();
    s.resolvers = () => {
      throw new Error("a resolver was asked");
    };
    const run = runOf("job-1");
    await s.create("TaskRun", { ...run, source: { ...(run["source"] as Values), host } });
    expect(hosts).toEqual([host]);
  });
});

describe("a run that is read before an update", () => {
  const read = async (given: NameSeen["given"], address: string, change: Values = {}) => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1", started: true });
    answering(s, agreed(address));
    const outputs = { taskId: "job-1", reached: "incremental", sourceName: { ...SEEN, given } };
    const seen = await s.read("TaskRun", "job-1", runOf("job-1", change), outputs);
    return { s, outputs: bare(seen!.outputs) };
  };

  it("has changed if the address that the task was given is no longer the name's", async () => {
    const { outputs } = await read("address", "203.0.113.21", BY_ADDRESS);
    expect(outputs["drift"]).toEqual([expect.stringMatching(/203\.0\.113\.20.*now has 203\.0\.113\.21/)]);
    expect(outputs["sourceName"]).toEqual({ ...SEEN, given: "address", others: ["203.0.113.21"] });
  });

  it("keeps what another look gives, though the name may have come back by the next one", async () => {
    const { outputs } = await read("name", "203.0.113.21");
    expect(outputs["sourceName"]).toEqual({ ...SEEN, given: "name", others: ["203.0.113.21"] });
  });

  it("has a source with a public name whose address is not known where an earlier version configured the task", async () => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1", started: true });
    answering(s, agreed("203.0.113.20"));
    const seen = await s.read("TaskRun", "job-1", runOf("job-1"), { taskId: "job-1", reached: "incremental" });
    expect(bare(seen!.outputs)["sourceName"]).toEqual({ name: NAME, at: expect.any(String), by: [], given: "name" });
    expect(bare(seen!.outputs)["drift"]).toBeUndefined();
  });

  it.each([
    ["the name is where it was", "address", "203.0.113.20", BY_ADDRESS, 0],
    ["the task was given the name, and a move is told", "name", "203.0.113.21", {}, 1],
    ["the cutover decides, and a move is told", "address", "203.0.113.21", { ...BY_ADDRESS, afterCutover: true }, 1],
  ] as const)("has not changed if %s", async (_, given, address, change, warnings) => {
    const { s, outputs } = await read(given, address, change);
    expect(outputs["drift"]).toBeUndefined();
    expect(s.log.kept("warning")).toHaveLength(warnings);
  });

  it("stops the next update, which keeps the recorded address", async () => {
    const { s, outputs } = await read("address", "203.0.113.21", BY_ADDRESS);
    const inputs = runOf("job-1", BY_ADDRESS);
    const problem = await s.update("TaskRun", "job-1", inputs, outputs as Values, inputs).catch((error) => error);
    expect(problem).toBeInstanceOf(InitFailed);
    expect(problem.properties).toMatchObject({ sourceName: { address: "203.0.113.20" } });
  });

  it("refuses to give a started task something else", async () => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1", started: true });
    const [before, after] = [runOf("job-1", { engine: "tencent-dts" }), runOf("job-1", BY_ADDRESS)];
    await expect(s.update("TaskRun", "job-1", before, {}, after)).rejects.toThrow(/can no longer be changed: sourceBy/);
  });

  it("takes a name that is written out for what holds without it", async () => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1", started: true });
    const [without, written] = [{}, { sourceBy: "name" }].map((tencentDts) =>
      runOf("job-1", { engine: "tencent-dts", tencentDts }),
    ) as [Values, Values];
    const type = "dbferry:index:TaskRun";
    const checked = (inputs: Values) => s.handlers.check(type, undefined, inputs).inputs;
    for (const [before, after] of [
      [without, written],
      [written, without],
      [runOf("job-1", { engine: "tencent-dts" }), written],
    ] as const) {
      expect(s.handlers.diff(type, before, {}, checked(after)).changes).toEqual([]);
      await s.update("TaskRun", "job-1", before, {}, after);
    }
    expect(s.handlers.diff(type, written, {}, checked(runOf("job-1", BY_ADDRESS))).changes).not.toEqual([]);
  });
});
