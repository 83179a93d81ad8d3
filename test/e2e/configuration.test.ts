import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field } from "./harness";

describe("a configuration that is wrong", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open({ data: "none" });
  });
  afterAll(() => field?.close());

  it("is told whole in one message, and nothing is created", async () => {
    const before = JSON.stringify(field.sandbox.world.dump());
    field.configure((config) => {
      const migration = config["dbferry:migration"];
      migration.nmae = "shop";
      migration.source.region = "cn-hangzou";
      migration.operator = { addresses: ["198.51.100.300/32"] };
      delete migration.target.instanceId;
      migration.expires = "2020-01-01T00:00:00Z";
    });
    const update = await field.up("prepare");
    expect(update.code).not.toBe(0);
    const problems = [
      "nmae: unknown key",
      "operator.addresses.0",
      "target.instanceId: nothing",
      "did you mean cn-hangzhou",
      "in the past",
    ];
    for (const problem of problems) expect(update.text).toContain(problem);
    expect(update.text.match(/the migration: \d+ problems/g)?.length).toBeGreaterThan(0);
    expect(update.text).not.toMatch(/^\s+at .+\(.+:\d+:\d+\)/m);
    expect(JSON.stringify(field.sandbox.world.dump())).toBe(before);
  });
});
