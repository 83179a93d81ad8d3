import { expect, it } from "vitest";
import { recordedMigration } from "../../../cli/status/reached";

const resource = (kind: string, name: string, inputs: Record<string, unknown> = {}) => ({
  urn: `urn:pulumi:test::app::dbferry:index:${kind}::${name}`,
  type: `dbferry:index:${kind}`,
  inputs,
  outputs: { phase: "migrate", taskId: "job-1" },
});

it("a migration has the name that it has in the clouds, whatever the program calls its component", () => {
  const component = resource("Migration", "orders-to-huawei");
  const record = resource("MigrationRecord", "orders-to-huawei-record", { migration: "shop" });
  expect(recordedMigration({ resources: [component, record] })).toMatchObject({
    migration: "shop",
    reached: "migrate",
  });
  expect(recordedMigration({ resources: [component] })).toMatchObject({ migration: "orders-to-huawei" });
});
