import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import { demoSandbox } from "./demoSandbox";
import { Field, root } from "./harness";

/** Somebody else's rule in the machine's security group. */
export const FOREIGN = { direction: "ingress", ethertype: "IPv4", protocol: "tcp", ports: "22" } as const;

/** A migration from MySQL on a machine of Huawei ECS to Huawei RDS in the same VPC, on a separate sandbox. */
export async function huaweiVmField() {
  const { folder, sandbox } = await demoSandbox({ place: { source: "huaweicloud", target: "huaweicloud" } });
  const { region, subnetId, connect, admin } = sandbox.source;
  const { machines, securityGroups } = sandbox.world.huaweicloud;
  const group = securityGroups.add({ region, name: "sg-machine", description: "the machine" });
  securityGroups.addRule({ securityGroupId: group.id, ...FOREIGN, remoteIpPrefix: "10.9.0.0/16", description: "ssh" });
  const mysql = sandbox.servers.source.ref;
  const machine = machines.add({ name: "db-1", region, subnetId, securityGroupId: group.id, mysql });
  const facts = sandbox.facts();
  const project = writeProject(facts as never, root, join(folder, "project"), (migration) => {
    const { id: instanceId, vpcId, securityGroupId, privateIp } = machine;
    migration.path = "vpc";
    migration.source = {
      ...{
        place: "vm",
        cloud: "huaweicloud",
        region,
        instanceId,
        vpcId,
        subnetId,
        securityGroupId,
        privateIp,
        connect,
      },
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
  return { field, sandbox, machine };
}
