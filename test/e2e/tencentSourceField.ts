import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import type { Sandbox } from "../../sandbox";
import { demoSandbox } from "./demoSandbox";
import { Field, root } from "./harness";
import { joinTencent } from "./tencentProject";

/** A migration from TencentDB to Huawei RDS by Huawei DRS over the internet, on a sandbox of its own. */
export async function tencentSourceField() {
  const { folder, sandbox } = await demoSandbox({ place: { source: "tencentcloud", target: "huaweicloud" } });
  const facts = sandbox.facts();
  const project = writeProject(facts as never, root, join(folder, "project"), (migration) => {
    migration.source = { ...tencentSource(sandbox.source), databases: "all" };
    migration.task = { ...migration.task, connectWindowSeconds: 1 };
  });
  const tencentcloud = joinTencent(project, facts);
  await makeStack(project, facts as never);
  const field = Field.on(folder, sandbox as never, project);
  field.configureFile(`stacks/Pulumi.${STACK}.yaml`, ({ config }) => {
    config["dbferry:clouds"].tencentcloud = tencentcloud;
    delete config["dbferry:clouds"].alicloud;
  });
  return { field, sandbox };
}

/** The sandbox's source, whose public access is not open. */
export function tencentSource(source: Sandbox<"tencentcloud">["source"]) {
  const { instanceId, region, vpcId, subnetId, securityGroupId, privateIp, connect, admin } = source;
  return {
    ...{ place: "tencentcloud-mysql", instanceId, region, vpcId, subnetId, securityGroupId, privateIp, connect },
    admin: { user: admin.user },
  };
}
