import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byHand, gate, lying } from "./consistencyGate";
import { Field } from "./harness";

describe("Huawei DRS compares both servers itself, as a gate of the cutover", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open({
      change: (migration) => {
        migration.task = { ...migration.task, consistencyCheck: "full" };
      },
    });
    for (const phase of ["prepare", "migrate"]) {
      const made = await field.up(phase);
      expect(made.code, made.text).toBe(0);
    }
  });
  afterAll(() => field?.close());

  const comparisons = () => [...field.sandbox.world.calls].filter((call) => call.includes("/table/compare"));

  it("is not asked before the cutover", () => {
    expect(comparisons()).toEqual([]);
  });

  it("a row that was changed on the target by hand shuts the gate, which names the table", async () => {
    await byHand(field, "change");
    const shut = await field.up("cutover");
    expect(shut.code).not.toBe(0);
    expect(gate(shut.text), shut.text).toMatch(/Compared by the service.*fail.*1 table: shop\.supplier/s);
    const shown = await field.dbferry("cutover", "--quiet", "1");
    expect(gate(shown.text), shown.text).toMatch(/1 table: shop\.supplier/);
    await byHand(field, "changeBack");
  });

  it("a result or a state that is not known proves nothing", async () => {
    const { world } = field.sandbox;
    const content = '"content_compare_result":';
    const lied = await lying(
      world,
      { call: "GET .*content-detail", replace: `${content}true`, by: `${content}"perhaps"` },
      () => field.up("cutover"),
    );
    expect(lied.code).not.toBe(0);
    expect(gate(lied.text), lied.text).toMatch(/undetermined.*not compared: .*perhaps/s);
    const pondering = await lying(world, { call: "GET .*table/compare", replace: "SUCCESSFUL", by: "PONDERING" }, () =>
      field.up("cutover"),
    );
    expect(gate(pondering.text), pondering.text).toMatch(/a state that dbferry does not know \(PONDERING\)/);
  });

  it("goes on after a kill while it is made: the next update orders no second task, and ends", async () => {
    const { calls } = field.sandbox.world;
    calls.clear();
    await field.killDuring("cutover", async () => comparisons().some((call) => call.includes("POST")));
    expect(await field.tasks()).toMatchObject([{ state: "incremental" }]);
  });

  it("opens the cutover when every table is the same, and is recorded", async () => {
    // Clears the lock of the killed update.
    const cutover = await field.dbferry("up", "--yes");
    expect(cutover.code, cutover.text).toBe(0);
    const state = JSON.parse((await field.decryptedState()).text);
    const { outputs } = state.deployment.resources.find(({ type }: any) => type === "dbferry:index:Cutover");
    expect(outputs.verdicts.find(({ id }: any) => id === "G09")).toMatchObject({
      status: "pass",
      found: expect.stringMatching(/^Huawei DRS compared every row of \d+ tables and found no difference/),
    });
    const again = await field.up("cutover", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
    const done = await field.up("done");
    expect(done.code, done.text).toBe(0);
  });
});
