import { describe, expect, it } from "vitest";
import { plain, type Values } from "../../../../plugin/values";
import type { CallContext } from "../../../../provider/core/context";
import { cutover } from "../../../../provider/resources/cutover";
import { type Stage, stage } from "../../support/fake";

it("a cutover ends none of several live tasks with its name, and contacts no server", async () => {
  const task = (id: string, state: string) => ({ id, name: "dbferry-shop", state, vendorState: state, started: true });
  const driver = {
    title: "Tencent DTS",
    find: async () => [task("dts-1", "incremental"), task("dts-2", "incremental"), task("dts-3", "ended")],
  };
  const ctx = { clouds: { driver: () => driver } } as unknown as CallContext;
  await expect(cutover.create(ctx, { task: "dbferry-shop", engine: "tencent-dts" } as never)).rejects.toThrow(
    /2 live tasks named 'dbferry-shop'.*\n {2}- dts-1 \(incremental\)\n {2}- dts-2 \(incremental\)/s,
  );
});

describe("a cutover under the engine's --replace", () => {
  const CONNECT = { host: "127.0.0.1", port: 3306, user: "root", password: "adm-Pa55-canary" };
  const given = { engine: "drs", source: CONNECT, target: CONNECT, task: "dbferry-shop", databases: ["shop"] };
  const PROOF = { at: "2026-01-01T00:00:00.000Z", taskId: "job-1", gtid: "uuid:1-5", rowsSource: 3 };

  const MINE = "4f1c0d9be2a7";
  const markOf = (id: string) =>
    `dbferry migrate-id=shop migrate-expires=2030-01-01T00:00:00Z migrate-state=${id} migrate-stack=acme/dbferry/test`;

  /** The engine reads it first. */
  async function replaced(s: Stage, change: Values = {}) {
    await s.read("Cutover", "dbferry-shop", given, PROOF);
    return s.create("Cutover", { ...given, ...change });
  }

  /** All gates are open, with another number of rows. */
  function proving(s: Stage): void {
    const proof = { verdicts: [], tables: [], checksumEqual: true, structureEqual: true, expired: [], unused: [] };
    s.mysql.proveCutover = async () => ({ ...proof, rows: { source: 4, target: 4 } });
  }

  it.each(["ended", "gone"] as const)(
    "keeps its record, and contacts no server, once the task is %s",
    async (state) => {
      const s = stage({ stateId: MINE });
      if (state === "ended") s.driver.put("ended", { id: "job-1", started: true });
      // Another migration's, of the same name.
      s.driver.put("incremental", { id: "job-2", started: true, description: markOf("000000000002") });
      const { id, outputs } = await replaced(s);
      expect(id).toBe("dbferry-shop");
      expect(plain(outputs)).toEqual(PROOF);
      expect(s.log.kept("warning").join()).toMatch(/the cutover of 2026-01-01T00:00:00.000Z is kept/);
      expect(s.driver.tasks.get("job-2")).toMatchObject({ state: "incremental" });
    },
  );

  it("proves the gates again if its task is live after all", async () => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1", started: true });
    proving(s);
    expect(plain((await replaced(s)).outputs)).toMatchObject({ rowsSource: 4, taskId: "job-1" });
    expect(s.driver.tasks.get("job-1")).toMatchObject({ state: "ended" });
  });

  it.each([
    ["with this stack's mark", MINE, markOf(MINE)],
    ["of a state from before the marks", undefined, ""],
  ])("proves the gates again if a later task with its name is live, %s", async (_, stateId, description) => {
    const s = stage({ stateId });
    s.driver.put("ended", { id: "job-1", started: true });
    s.driver.put("incremental", { id: "job-2", started: true, description });
    s.mysql.proveCutover = async () => {
      throw new Error("asked the servers");
    };
    await expect(replaced(s)).rejects.toThrow("asked the servers");
    proving(s);
    expect(plain((await replaced(s)).outputs)).toMatchObject({ rowsSource: 4, taskId: "job-2" });
  });

  it("is refused if the owner of the later task is unknown, and leaves that task alone", async () => {
    const s = stage({ stateId: MINE });
    s.driver.put("incremental", { id: "job-2", started: true, description: "" });
    await expect(replaced(s)).rejects.toThrow(/neither kept nor repeated.*without any stack's mark.*\n {2}- job-2/s);
    expect(s.driver.tasks.get("job-2")).toMatchObject({ state: "incremental" });
  });

  it.each<[string, Values]>([
    ["target: 10.0.0.9:3306, but it was proven with 127.0.0.1:3306", { target: { ...CONNECT, host: "10.0.0.9" } }],
    ['databases: ["shop","stock"], but it was proven with ["shop"]', { databases: ["shop", "stock"] }],
  ])("does not keep its record for different inputs: %s", async (told, change) => {
    const s = stage({ stateId: MINE });
    s.driver.put("ended", { id: "job-1", started: true });
    await expect(replaced(s, change)).rejects.toThrow(told);
  });
});
