import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field, SAKILA } from "./harness";

describe.skipIf(!existsSync(SAKILA))("pulumi destroy", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open();
  });
  afterAll(() => field?.close());

  it.each([
    ["prepare", ["prepare"]],
    ["migrate", ["prepare", "migrate"]],
    ["done", ["done"]],
  ])("at %s leaves nothing in the clouds", async (_name, phases) => {
    const before = await field.world();
    if (phases[0] === "done") {
      // What the destroy before this one left on the target would be in the way of another copy.
      await field.control("reset-target", {});
      for (const phase of ["prepare", "migrate", "cutover"]) expect((await field.up(phase)).code).toBe(0);
    }
    for (const phase of phases) {
      const update = await field.up(phase);
      expect(update.code, update.text).toBe(0);
    }
    const destroy = await field.destroy();
    expect(destroy.code, destroy.text).toBe(0);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
    expect(openingsIn(await field.world())).toEqual(openingsIn(before));
  });
});

/** What counts as open, of a dump of the world. */
function openingsIn(world: any): unknown {
  const { eips, securityGroupRules, alibabaInstances } = world;
  return { eips, securityGroupRules, alibabaInstances };
}
