import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alibabaField } from "./alibabaField";
import { byHand, gate, lying } from "./consistencyGate";

describe("Alibaba DTS verifies the data itself, as a gate of the cutover", () => {
  let alibaba: Awaited<ReturnType<typeof alibabaField>>;
  beforeAll(async () => {
    alibaba = await alibabaField();
    alibaba.field.configure((config) => {
      const migration = config["dbferry:migration"];
      migration.cutover.quietSeconds = 1;
      migration.task = { ...migration.task, consistencyCheck: "full" };
    });
    for (const phase of ["prepare", "migrate"]) {
      const made = await alibaba.field.up(phase);
      expect(made.code, made.text).toBe(0);
    }
  });
  afterAll(() => alibaba?.field.close());

  it("shuts the gate with the table's name, and at a state that is not known", async () => {
    const { field, sandbox } = alibaba;
    await byHand(field, "change");
    const shut = await field.up("cutover");
    expect(gate(shut.text), shut.text).toMatch(/fail.*Alibaba DTS found differences in 1 table: shop\.supplier/s);
    await byHand(field, "changeBack");
    const status = (word: string) => `"FullDataCheckStatus":{"Status":"${word}"`;
    const lied = await lying(
      sandbox.world,
      { call: "DescribeDtsJobs", replace: status("Finished").replace("{", "\\{"), by: status("Pondering") },
      () => field.up("cutover"),
    );
    expect(gate(lied.text), lied.text).toMatch(/undetermined.*a state that dbferry does not know \(Pondering\)/s);
  });

  it("opens the cutover when every table is the same since the task went on", async () => {
    const { field } = alibaba;
    const cutover = await field.up("cutover");
    expect(cutover.code, cutover.text).toBe(0);
    const done = await field.up("done");
    expect(done.code, done.text).toBe(0);
  });
});
