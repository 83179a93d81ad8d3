import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import { demoSandbox } from "./demoSandbox";
import { Field, root } from "./harness";

/** A migration between two Huawei RDS instances in one VPC by Huawei DRS, on a separate sandbox. */
export async function huaweiField() {
  const { folder, sandbox } = await demoSandbox({ place: { source: "huaweicloud", target: "huaweicloud" } });
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
