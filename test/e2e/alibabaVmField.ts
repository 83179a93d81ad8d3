import { alibabaField } from "./alibabaField";

/** That of every instance of RDS in the sandbox. */
export const TARGETS_VPC = "vpc-sandbox";
export const MACHINES_VPC = "vpc-bp1machines";

/** A migration from MySQL on a machine of Alibaba ECS to Alibaba RDS by Alibaba DTS, on a separate sandbox. */
export async function alibabaVmField(vpcId = MACHINES_VPC) {
  const { field, sandbox } = await alibabaField();
  const { region, connect, admin, databases } = sandbox.source;
  const { machines, securityGroups } = sandbox.world.alicloud;
  const inVpc = { region, vpcId, name: "db" };
  const group = securityGroups.add(inVpc);
  // Somebody else's.
  securityGroups.addRule(group.id, {
    ...{ policy: "Accept", priority: 1, protocol: "TCP", portRange: "22/22", cidr: "10.9.0.0/16", description: "ssh" },
  });
  const machine = machines.add({
    ...inVpc,
    ...{ vswitchId: "vsw-bp1machines", securityGroupId: group.id, privateIp: "172.16.10.10" },
    mysql: sandbox.servers.source.ref,
  });
  field.configure((config) => {
    const { id: instanceId, vpcId, vswitchId: subnetId, securityGroupId, privateIp } = machine;
    config["dbferry:migration"].source = {
      ...{ place: "vm", cloud: "alicloud", region, instanceId, vpcId, subnetId, securityGroupId, privateIp, connect },
      databases,
      admin: { user: admin.user },
    };
  });
  return { field, sandbox, machine };
}
