import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byHand, gate, lying } from "./consistencyGate";
import { tencentField } from "./tencentField";

describe("Tencent DTS compares both servers itself, as a gate of the cutover", () => {
  let tencent: Awaited<ReturnType<typeof tencentField>>;
  beforeAll(async () => {
    tencent = await tencentField((migration) => {
      migration.cutover.quietSeconds = 1;
      migration.task.consistencyCheck = "full";
    });
    for (const phase of ["prepare", "migrate"]) {
      const made = await tencent.field.up(phase);
      expect(made.code, made.text).toBe(0);
    }
  });
  afterAll(() => tencent?.field.close());

  it("shuts the gate with the table's name, and at a conclusion that is not known", async () => {
    const { field, sandbox } = tencent;
    await byHand(field, "change");
    const shut = await field.up("cutover");
    expect(gate(shut.text), shut.text).toMatch(/fail.*Tencent DTS found differences in 1 table: shop\.supplier/s);
    await byHand(field, "changeBack");
    const lied = await lying(
      sandbox.world,
      { call: "DescribeCompareReport", replace: '"Conclusion":"same"', by: '"Conclusion":"alike"' },
      () => field.up("cutover"),
    );
    expect(gate(lied.text), lied.text).toMatch(/undetermined.*its verdict is 'alike'/s);
  });

  it("opens the cutover when every table is the same", async () => {
    const { field } = tencent;
    const cutover = await field.up("cutover");
    expect(cutover.code, cutover.text).toBe(0);
    const done = await field.up("done");
    expect(done.code, done.text).toBe(0);
  });
});
