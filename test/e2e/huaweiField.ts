import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import { type Sandbox, startSandbox } from "../../sandbox";
import { Field, root } from "./harness";

/** A migration between two Huawei RDS instances in one VPC by Huawei DRS, on a separate sandbox. */
export async function huaweiField() {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-e2e-"));
  const sandbox: Sandbox<"huaweicloud", "huaweicloud"> = await startSandbox({
    dir: join(folder, "sandbox"),
    data: "demo",
    clock: 600,
    place: { source: "huaweicloud", target: "huaweicloud" },
    mysql: { target: { "replicate-wild-do-table": null } },
  });
  const facts = sandbox.facts();
  const project = writeProject(facts as never, root, join(folder, "project"), (migration) => {
    const { instanceId, region, vpcId, subnetId, securityGroupId, privateIp, connect, admin } = sandbox.source;
    migration.path = "vpc";
    migration.source = {
      ...{ place: "huaweicloud-rds", instanceId, region, vpcId, subnetId, securityGroupId, privateIp, connect },
      admin: { user: admin.user },
      databases: "all",
    };
    migration.task = { connectWindowSeconds: 1 };
  });
  await makeStack(project, facts as never);
  const field = Field.on(folder, sandbox as never, project);
  field.configureFile(`stacks/Pulumi.${STACK}.yaml`, ({ config }) => {
    delete config["dbferry:clouds"].alicloud;
  });
  return { field, sandbox };
}
