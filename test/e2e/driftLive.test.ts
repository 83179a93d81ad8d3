import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { PATIENCE } from "../support/patience";
import { behindOurBack, fine, refused, STANDS } from "./behindOurBack";
import { Field } from "./harness";

describe("an update of a migration that is moving or has moved data", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open();
    await begin();
  });
  afterAll(() => field?.close());

  async function begin(): Promise<void> {
    fine(await field.up("prepare"));
    fine(await field.up("migrate"));
  }
  const preview = () => field.pulumi("preview", "--diff", "--stack", STACK);
  const unchanged = async (phase: string) => fine(await field.up(phase, "--expect-no-changes"));

  describe("while it replicates", () => {
    let id: string;
    beforeAll(async () => {
      id = (await field.tasks())[0]!.id;
    });

    const replicates = async () => {
      const name = `probe ${Math.random()}`;
      await field.as("source", (db) => db.query("UPDATE shop.country SET name = ? WHERE id = 1", [name]));
      await vi.waitFor(async () => {
        const [row] = await field.as("target", (db) => db.query("SELECT name AS name FROM shop.country WHERE id = 1"));
        expect(row?.["name"]).toBe(name);
      }, PATIENCE);
    };

    it("what is missing is created again, and the task is the same", async () => {
      const at = behindOurBack(field);
      at.closeGroup();
      at.releaseEndpoint();
      at.removeRule();
      await at.dropAccount();
      fine(await preview());
      fine(await field.up("migrate"));
      expect(await at.stands()).toEqual({ ...STANDS, tasks: ["incremental"] });
      expect((await field.tasks())[0]!.id).toBe(id);
      await replicates();
      await unchanged("migrate");
    });

    it("a password changed on the source is reset to the task's", async () => {
      await behindOurBack(field).each((who) => `SET PASSWORD FOR ${who} = PASSWORD('behind our back')`);
      fine(await field.up("migrate"));
      await replicates();
      await unchanged("migrate");
    });

    it("a paused task is resumed", async () => {
      await field.driver().can.pause!.pause(id);
      await vi.waitFor(async () => expect((await field.tasks())[0]!.state).toBe("paused"), PATIENCE);
      const text = fine(await preview());
      expect(text).toMatch(/is paused \(PAUSING\)/);
      expect(text).toMatch(/~ dbferry:index:TaskRun/);
      fine(await field.dbferry("up", "--yes"));
      expect((await field.tasks())[0]!.state).toBe("incremental");
      await replicates();
    });

    it("an ended task is not mistaken for one that replicates, and no other is created", async () => {
      const at = behindOurBack(field);
      await at.endTask();
      for (const outcome of [await preview(), await field.up("migrate"), await field.dbferry("up", "--yes")]) {
        refused(outcome, new RegExp(`\\(${id}\\) of Huawei DRS has ended`), /the phase cutover/, /dbferry cancel/);
      }
      expect((await field.tasks()).map((task) => task.id)).toEqual([id]);
    });

    it("a missing task is not created again over a target with data", async () => {
      await field.driver().deleteRecord((await field.tasks())[0]!);
      for (const outcome of [await preview(), await field.up("migrate"), await field.dbferry("up", "--yes")]) {
        refused(outcome, new RegExp(`no longer has the task ${id}`), /load everything again/, /dbferry cancel/);
      }
      expect(await field.tasks()).toEqual([]);
      expect(field.sandbox.world.huaweicloud.eips.list()).toHaveLength(1);
    });

    it("and following the advice resolves it", async () => {
      fine(await field.dbferry("cancel", "--yes"));
      fine(await field.dbferry("audit"));
      await field.emptyTarget();
      await begin();
    });

    it("a live task keeps its public address: a released one is reported, and neither task nor data is touched", async () => {
      const at = behindOurBack(field);
      const tasks = await field.tasks();
      at.releaseEip();
      for (const outcome of [await preview(), await field.up("migrate"), await field.dbferry("up", "--yes")])
        refused(outcome, /public address \S+ .*is gone/, /dbferry cancel/);
      expect((await field.tasks()).map((task) => task.id)).toEqual(tasks.map((task) => task.id));
      fine(await field.dbferry("cancel", "--yes"));
      fine(await field.dbferry("audit"));
      await field.emptyTarget();
      await begin();
    });
  });

  it("after the cutover, the task may have ended and its record may be gone", async () => {
    fine(await field.up("cutover"));
    await unchanged("cutover");
    for (const task of await field.tasks()) await field.driver().deleteRecord(task);
    await unchanged("cutover");
    fine(await field.up("done"));
    await unchanged("done");
    fine(await field.dbferry("audit"));
  });
});
