import { describe, expect, it } from "vitest";
import { plain } from "../../../plugin/values";
import type { CallContext } from "../../../provider/core/context";
import { cutover } from "../../../provider/resources/cutover";
import { type Stage, stage } from "../support/fake";

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
  const given = { engine: "drs", source: CONNECT, target: CONNECT, task: "dbferry-shop" };
  const PROOF = { at: "2026-01-01T00:00:00.000Z", taskId: "job-1", gtid: "uuid:1-5", rowsSource: 3 };

  /** The engine reads it first. */
  async function replaced(s: Stage) {
    await s.read("Cutover", "dbferry-shop", given, PROOF);
    return s.create("Cutover", given);
  }

  it.each(["ended", "gone"] as const)(
    "keeps its record, and contacts no server, once the task is %s",
    async (state) => {
      const s = stage();
      if (state === "ended") s.driver.put("ended", { id: "job-1", started: true });
      // Another migration's, of the same name.
      s.driver.put("incremental", { id: "job-2", started: true });
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
    const proof = { verdicts: [], tables: [], checksumEqual: true, structureEqual: true, expired: [], unused: [] };
    s.mysql.proveCutover = async () => ({ ...proof, rows: { source: 4, target: 4 } });
    expect(plain((await replaced(s)).outputs)).toMatchObject({ rowsSource: 4, taskId: "job-1" });
    expect(s.driver.tasks.get("job-1")).toMatchObject({ state: "ended" });
  });
});
