import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Field } from "./harness";
import { tencentField } from "./tencentField";

/** The older guide to hot migration (S003), as a profile of Tencent DTS, on the real engine. */
describe("a hot migration", () => {
  let made: Awaited<ReturnType<typeof tencentField>>;
  let field: Field;
  beforeAll(async () => {
    made = await tencentField((migration) => {
      migration.tencentDts = { profile: "hot-migration" };
    });
    field = made.field;
  });
  afterAll(() => field?.close());

  const opened = () =>
    made.sandbox.world.alicloud.rds.list().map(({ allowlists, publicEndpoint }) => [[...allowlists], publicEndpoint]);

  const isTaskMade = () => [...made.sandbox.world.calls].some((call) => call.endsWith("CreateMigrationService"));

  it("is refused before anything is made without replication, and to a target that holds something", async () => {
    const before = JSON.stringify(opened());
    field.configure((config) => {
      config["dbferry:migration"].mode = "full";
    });
    const loadOnly = await field.up("prepare");
    expect(loadOnly.code).not.toBe(0);
    expect(loadOnly.text).toContain("a hot migration always follows the source");
    field.configure((config) => {
      config["dbferry:migration"].mode = "full+incremental";
    });
    await field.as("target", (db) => db.query("CREATE DATABASE others"));
    const occupied = await field.up("prepare");
    expect(occupied.code).not.toBe(0);
    expect(occupied.text).toContain("an instance that holds others");
    expect(JSON.stringify(opened())).toBe(before);
    expect(isTaskMade()).toBe(false);
  });
});
