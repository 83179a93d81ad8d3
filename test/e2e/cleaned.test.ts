import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field } from "./harness";

describe("dbferry audit --clean of a migration that the state still knows", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open({ data: "none" });
    const prepare = await field.up("prepare");
    expect(prepare.code, prepare.text).toBe(0);
  });
  afterAll(() => field?.close());

  it("closes everything, and says how to update the state", async () => {
    const cleaned = await field.dbferry("audit", "--clean", "--yes");
    expect(cleaned.code, cleaned.text).toBe(0);
    expect(cleaned.text).toContain("nothing is left open by migration shop");
    expect(cleaned.text).toMatch(
      /the stack's state still has .*shop-eip.*: the next update notices that they are gone .*:\n {4}pulumi refresh --stack alibaba-to-huawei/,
    );
    expect(field.sandbox.world.huaweicloud.eips.list()).toEqual([]);
    expect((await field.tasks()).filter(({ state }) => state !== "ended")).toEqual([]);
  });

  it("so that the next update prepares the migration again", async () => {
    const again = await field.dbferry("up", "--yes");
    expect(again.code, again.text).toBe(0);
    expect(field.sandbox.world.huaweicloud.eips.list()).toHaveLength(1);
  });
});
