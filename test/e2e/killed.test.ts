import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../mysql/compare/compare";
import { Field } from "./harness";

/** Polls a fact of the sandbox, without a fixed wait. */
const soon = () => new Promise((done) => setTimeout(done, 20));

describe("killed with SIGKILL, engine, program and providers together", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open();
  });
  afterAll(() => field?.close());

  const once = (fact: () => boolean | Promise<boolean>) => async () => {
    await soon();
    return fact();
  };

  it("in prepare, with an EIP created and the task not: dbferry up finishes with one of each", async () => {
    await field.killDuring(
      "prepare",
      once(() => field.sandbox.world.huaweicloud.eips.list().length > 0),
    );
    const update = await field.dbferry("up", "--yes");
    expect(update.code, update.text).toBe(0);
    expect(update.text).toMatch(/cleared the lock of process \d+, which is dead/);
    expect(field.sandbox.world.huaweicloud.eips.list()).toHaveLength(1);
    expect(await field.tasks()).toHaveLength(1);
    const again = await field.up("prepare", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
  });

  it("in prepare, while the task is being created: pulumi cancel and pulumi up finish with the same task", async () => {
    expect((await field.destroy()).code).toBe(0);
    let id: string | undefined;
    await field.killDuring(
      "prepare",
      once(async () => {
        id = (await field.tasks()).find(({ state }) => state === "creating")?.id;
        return id !== undefined;
      }),
    );
    const cancel = await field.pulumi("cancel", "--yes", "--stack", "alibaba-to-huawei");
    expect(cancel.code, cancel.text).toBe(0);
    const update = await field.up("prepare");
    expect(update.code, update.text).toBe(0);
    const living = (await field.tasks()).filter(({ state }) => state !== "ended");
    expect(living.map((task) => task.id)).toEqual([id]);
    expect(field.sandbox.world.huaweicloud.eips.list()).toHaveLength(1);
  });

  it("during the copy: the next update continues to monitor the same task, and no row is lost", async () => {
    field.sandbox.world.faults.copyRowsPerSecond = 6000;
    await field.killDuring(
      "migrate",
      once(async () => (await field.tasks()).some(({ state }) => state === "full")),
    );
    field.sandbox.world.faults.copyRowsPerSecond = undefined;
    const update = await field.dbferry("up", "--yes");
    expect(update.code, update.text).toBe(0);
    expect((await field.tasks()).filter(({ state }) => state !== "ended")).toHaveLength(1);
    const cutover = await field.up("cutover");
    expect(cutover.code, cutover.text).toBe(0);
    const { source, target } = field.sandbox.servers;
    const side = ({ ref }: typeof source) => ({ host: ref.host, port: ref.port, ...ref.admin });
    const result = await compare({ source: side(source), target: side(target), databases: ["shop"], mode: "full" });
    expect(result.rows.target).toBe(result.rows.source);
    expect(result.verdict).toBe("same");
  });

  it("during done: the next update removes the rest", async () => {
    await field.killDuring(
      "done",
      once(() =>
        field.sandbox.world.huaweicloud.securityGroups
          .rules()
          .every(({ description }) => !description.includes("migrate-id")),
      ),
    );
    const update = await field.dbferry("up", "--yes");
    expect(update.code, update.text).toBe(0);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
    expect(field.sandbox.world.huaweicloud.eips.list()).toEqual([]);
  });

  it("what was not recorded is found by audit and removed by audit --clean, by the mark of this state only", async () => {
    const { world } = field.sandbox;
    const state = JSON.parse((await field.decryptedState()).text);
    const provider = state.deployment.resources.find(({ type }: any) => type === "pulumi:providers:dbferry");
    const put = (name: string, mark: object) =>
      world.huaweicloud.eips.allocate({
        name,
        tags: { "migrate-id": "shop", "migrate-expires": "20261201T000000Z", ...mark },
        region: "cn-north-4",
        bandwidthSize: 5,
      } as any);
    put("dbferry-shop", { "migrate-state": JSON.parse(provider.inputs.stateId) });
    const others = put("dbferry-shop", { "migrate-state": "000000000000" });
    const found = await field.dbferry("audit");
    expect(found.code, found.text).toBe(1);
    expect(found.text).toContain("EIP");
    const cleaned = await field.dbferry("audit", "--clean", "--yes");
    expect(cleaned.code, cleaned.text).toBe(0);
    expect(world.huaweicloud.eips.list().map(({ id }) => id)).toEqual([others.id]);
    world.huaweicloud.eips.release(others.id);
    // Its owner cannot be determined, so it is not closed, and nothing is proven.
    put("dbferry-shop", {});
    const unknown = await field.dbferry("audit", "--clean", "--yes");
    expect(unknown.code, unknown.text).not.toBe(0);
    expect(unknown.text).toMatch(/no stack's mark/);
    expect(world.huaweicloud.eips.list()).toHaveLength(1);
  });
});
