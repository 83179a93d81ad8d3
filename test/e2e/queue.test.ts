import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field, type Outcome } from "./harness";

/** Two migrations to one target, from two projects, on the real engine: the later one goes by the vendor's task of the earlier one. */
describe("a migration that comes after another one", () => {
  let first: Field;
  let second: Field;
  beforeAll(async () => {
    first = await Field.open({
      change: (migration) => Object.assign(migration, { name: "orders" }),
    });
    await first.as("source", async (db) => {
      await db.query("CREATE DATABASE crm");
      await db.query("CREATE TABLE crm.lead (id INT PRIMARY KEY)");
      await db.query("INSERT INTO crm.lead VALUES (1), (2)");
    });
    // An instance has one public endpoint, which both use.
    const { rds } = first.sandbox.world.alicloud;
    const { host, port } = rds.allocatePublicEndpoint(first.sandbox.source.instanceId, "shop-public");
    first.configure((config) => {
      Object.assign(config["dbferry:migration"].source, { databases: ["shop"], endpoint: { host, port } });
    });
    second = await first.beside((migration) => {
      Object.assign(migration, { name: "crm" });
      Object.assign(migration.source, { databases: ["crm"], endpoint: { host, port } });
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

  it("nor while the earlier one replicates, because the service runs one task of a target at a time", async () => {
    for (const phase of ["prepare", "migrate"]) fine(await first.up(phase));
    const refused = await second.up("migrate");
    expect(refused.code).not.toBe(0);
    expect(refused.text).toMatch(/'dbferry-orders' \(\S+\) is INCRE_TRANSFER_STARTED: .*cut that migration over first/);
    expect(await databases()).toEqual(["shop"]);
  });

  it("and starts once the earlier one is cut over", async () => {
    fine(await first.up("cutover"));
    fine(await second.up("migrate"));
    expect(await databases()).toEqual(["crm", "shop"]);
  });
});

function fine({ code, text }: Outcome): void {
  expect(code, text).toBe(0);
}
