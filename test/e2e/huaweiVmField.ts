import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import { demoSandbox } from "./demoSandbox";
import { Field, root } from "./harness";

/** Somebody else's rule in the machine's security group. */
export const FOREIGN = { direction: "ingress", ethertype: "IPv4", protocol: "tcp", ports: "22" } as const;

/** The machine's subnet, in another VPC than the target's. */
export const MACHINES_NETWORK = "172.16.10.0/24";

/**
 * A migration from MySQL on a machine of Huawei ECS to Huawei RDS, on a separate sandbox: in the same VPC, or in two that a
 * peering connects.
 */
export async function huaweiVmField(path: "vpc" | "peering" = "vpc") {
  const { folder, sandbox } = await demoSandbox({ place: { source: "huaweicloud", target: "huaweicloud" } });
  const { region, connect, admin } = sandbox.source;
  const { machines, securityGroups, vpcs } = sandbox.world.huaweicloud;
  const apart = () => {
    const { id: vpcId } = vpcs.add({ region, name: "vpc-machines", cidr: "172.16.0.0/16" });
    return vpcs.addSubnet({ vpcId, name: "subnet-machines", cidr: MACHINES_NETWORK }).id;
  };
  const subnetId = path === "peering" ? apart() : sandbox.source.subnetId;
  const group = securityGroups.add({ region, name: "sg-machine", description: "the machine" });
  securityGroups.addRule({ securityGroupId: group.id, ...FOREIGN, remoteIpPrefix: "10.9.0.0/16", description: "ssh" });
  const mysql = sandbox.servers.source.ref;
  const machine = machines.add({ name: "db-1", region, subnetId, securityGroupId: group.id, mysql });
  const facts = sandbox.facts();
  const project = writeProject(facts as never, root, join(folder, "project"), (migration) => {
    const { id: instanceId, vpcId, securityGroupId, privateIp } = machine;
    migration.path = path;
    if (path === "peering")
      migration.peering = { sourceNetwork: MACHINES_NETWORK, targetNetwork: vpcs.subnet(sandbox.target.subnetId).cidr };
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
