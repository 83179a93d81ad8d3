import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import { ALLOW_VARIABLE } from "../../model/endpoints";
import { type Sandbox, startSandbox } from "../../sandbox";
import { Field, root } from "./harness";

/** A migration from TencentDB to Huawei RDS by Huawei DRS over the internet, on a sandbox of its own. */
export async function tencentSourceField() {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-e2e-"));
  const sandbox: Sandbox<"tencentcloud", "huaweicloud"> = await startSandbox({
    dir: join(folder, "sandbox"),
    data: "demo",
    clock: 600,
    place: { source: "tencentcloud", target: "huaweicloud" },
    mysql: { target: { "replicate-wild-do-table": null } },
  });
  const facts = sandbox.facts();
  const { cdb, vpc, dts, sts } = facts.endpoints.tencentcloud;
  const project = writeProject(facts as never, root, join(folder, "project"), (migration) => {
    const { instanceId, region, vpcId, subnetId, securityGroupId, privateIp, connect, admin } = sandbox.source;
    migration.source = {
      ...{ place: "tencentcloud-mysql", instanceId, region, vpcId, subnetId, securityGroupId, privateIp, connect },
      admin: { user: admin.user },
      databases: "all",
    };
    migration.task = { ...migration.task, connectWindowSeconds: 1 };
  });
  const { secretId, secretKey } = facts.credentials.tencentcloud;
  Object.assign(project.env, {
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    [ALLOW_VARIABLE]: [project.env[ALLOW_VARIABLE], cdb, vpc, dts, sts].join(","),
  });
  await makeStack(project, facts as never);
  const field = Field.on(folder, sandbox as never, project);
  field.configureFile(`stacks/Pulumi.${STACK}.yaml`, ({ config }) => {
    config["dbferry:clouds"].tencentcloud = { endpoints: { cdb, vpc, dts, sts } };
    delete config["dbferry:clouds"].alicloud;
  });
  return { field, sandbox };
}
