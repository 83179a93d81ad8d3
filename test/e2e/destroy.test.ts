import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field } from "./harness";

describe("pulumi destroy", () => {
  let field: Field;
  beforeAll(async () => {
    // Without this, a live task cannot be destroyed (test/e2e/live.test.ts).
    field = await Field.open({ change: (migration) => (migration.protectLiveTask = false) });
  });
  afterAll(() => field?.close());

  it.each([
    ["prepare", ["prepare"]],
    ["migrate", ["prepare", "migrate"]],
    ["cutover", ["prepare", "migrate", "cutover"]],
    // Directly to done: the gates are checked before anything is removed.
    ["done", ["prepare", "migrate", "done"]],
  ])("in %s leaves nothing in the clouds", async (_name, phases) => {
    const before = field.openings();
    await field.emptyTarget();
    for (const phase of phases) {
      const update = await field.up(phase);
      expect(update.code, update.text).toBe(0);
    }
    const destroy = await field.destroy();
    expect(destroy.code, destroy.text).toBe(0);
    expect(field.openings()).toEqual(before);
    expect((await field.tasks()).filter(({ state }) => state !== "ended")).toEqual([]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });
});
