import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import type { Sandbox } from "../../sandbox";
import { demoSandbox } from "./demoSandbox";
import { Field, root } from "./harness";
import { huaweiSource } from "./huaweiSource";
import { onPremises } from "./onpremField";
import { joinTencent } from "./tencentProject";
import { tencentSource } from "./tencentSourceField";

/** A migration to Tencent Cloud by its DTS, on a separate sandbox. @param from where its source is */
export async function tencentField<S extends "alicloud" | "huaweicloud" | "onprem" | "tencentcloud" = "alicloud">(
  change: (migration: any) => void = () => {},
  from = "alicloud" as S,
) {
  const { folder, sandbox } = await demoSandbox({ place: { source: from, target: "tencentcloud" } });
  const facts = sandbox.facts();
  // The worked example targets another cloud, so its target and engine are replaced.
  const project = writeProject(facts as never, root, join(folder, "project"), (migration) => {
    delete migration.drs;
    migration.engine = "tencent-dts";
    migration.target.place = "tencentcloud-mysql";
    if (from === "onprem") onPremises(migration, facts.source as never);
    if (from === "huaweicloud") migration.source = huaweiSource(sandbox as never);
    if (from === "tencentcloud")
      Object.assign(migration, { source: tencentSource(sandbox.source as never), path: "vpc" });
    migration.source.databases = "all";
    migration.task = { ...migration.task, connectWindowSeconds: 1 };
    const { owner, expires } = migration;
    const reason = "looked at by hand, and compared in full at the end";
    const accepted = ["WarningParamCheck", "BinlogParamCheck", "SrcPrivilegeCheck"];
    migration.task.acceptedWarnings = accepted.map((item) => ({ item, reason, owner, expires }));
    change(migration);
  });
  const tencentcloud = joinTencent(project, facts);
  await makeStack(project, facts as never);
  const field = Field.on(folder, sandbox as never, project);
  field.configureFile(`stacks/Pulumi.${STACK}.yaml`, ({ config }) => {
    config["dbferry:clouds"].tencentcloud = tencentcloud;
    if (from !== "huaweicloud") delete config["dbferry:clouds"].huaweicloud;
    if (from !== "alicloud") delete config["dbferry:clouds"].alicloud;
  });
  await withoutCascades(field);
  return { field, sandbox: sandbox as Sandbox<S, "tencentcloud"> };
}

/**
 * DTS does not support foreign keys with cascading actions; as the preflight suggests, the keys go without these
 * actions during the migration.
 */
async function withoutCascades(field: Field): Promise<void> {
  await field.as("source", async (db) => {
    const keys = await db.query(
      "SELECT c.CONSTRAINT_SCHEMA AS db, c.TABLE_NAME AS child, c.CONSTRAINT_NAME AS name, c.REFERENCED_TABLE_NAME AS parent, " +
        "GROUP_CONCAT(k.COLUMN_NAME ORDER BY k.ORDINAL_POSITION) AS own, " +
        "GROUP_CONCAT(k.REFERENCED_COLUMN_NAME ORDER BY k.ORDINAL_POSITION) AS theirs " +
        "FROM information_schema.REFERENTIAL_CONSTRAINTS c JOIN information_schema.KEY_COLUMN_USAGE k " +
        "ON k.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = c.CONSTRAINT_NAME AND k.TABLE_NAME = c.TABLE_NAME " +
        "WHERE c.DELETE_RULE NOT IN ('NO ACTION', 'RESTRICT') OR c.UPDATE_RULE NOT IN ('NO ACTION', 'RESTRICT') " +
        "GROUP BY c.CONSTRAINT_SCHEMA, c.TABLE_NAME, c.CONSTRAINT_NAME, c.REFERENCED_TABLE_NAME",
    );
    const quoted = (text: unknown) =>
      String(text)
        .split(",")
        .map((name) => `\`${name}\``)
        .join(", ");
    for (const { db: schema, child, name, parent, own, theirs } of keys) {
      const table = `${quoted(schema)}.${quoted(child)}`;
      await db.query(`ALTER TABLE ${table} DROP FOREIGN KEY ${quoted(name)}`);
      await db.query(
        `ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} FOREIGN KEY (${quoted(own)}) REFERENCES ${quoted(schema)}.${quoted(parent)} (${quoted(theirs)})`,
      );
    }
  });
}
