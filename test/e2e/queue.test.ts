import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field } from "./harness";

/** Two migrations to one target, from two projects, on the real engine: the later one goes by the vendor's task of the earlier one. */
describe("a migration that comes after another one", () => {
  let first: Field;
  let second: Field;
  beforeAll(async () => {
    first = await Field.open({
      change: (migration) => Object.assign(migration, { name: "orders", mode: "full" }),
    });
    await first.as("source", async (db) => {
      await db.query("CREATE DATABASE crm");
      await db.query("CREATE TABLE crm.lead (id INT PRIMARY KEY)");
      await db.query("INSERT INTO crm.lead VALUES (1), (2)");
    });
    first.configure((config) => {
      config["dbferry:migration"].source.databases = ["shop"];
    });
    second = await first.beside((migration) => {
      Object.assign(migration, { name: "crm", mode: "full" });
      migration.source.databases = ["crm"];
      migration.task = { ...migration.task, after: ["orders"] };
    });
  });
  afterAll(() => first?.close());

  const databases = () => first.targetDatabases();

  it("does not start while nothing of the earlier one is there, and says so", async () => {
    const prepared = await second.up("prepare");
    expect(prepared.code, prepared.text).toBe(0);
    expect(prepared.text).toContain("starts after orders");
    const refused = await second.up("migrate");
    expect(refused.code).not.toBe(0);
    expect(refused.text).toMatch(/'dbferry-orders', which comes first: not proven/);
    expect(await databases()).toEqual([]);
  });
});
