import type { Sandbox } from "../../sandbox";
import type { CloudName } from "../../sandbox/clouds";

type FromHuawei = Sandbox<"huaweicloud", CloudName>;

/** The source in a VPC of its own, which nothing connects with the target's. @param cidr a /16 */
export function moveApart({ world: { huaweicloud }, source }: FromHuawei, cidr = "172.16.0.0/16"): void {
  const { vpcs, rds } = huaweicloud;
  const { id: vpcId } = vpcs.add({ region: source.region, name: "vpc-apart", cidr });
  const subnet = vpcs.addSubnet({ vpcId, name: "subnet-apart", cidr: cidr.replace(/\.0\.0\/16$/, ".10.0/24") });
  const { subnetId, privateIp } = rds.move(source.instanceId, subnet.id);
  Object.assign(source, { vpcId, subnetId, privateIp });
}

/** Binds an EIP to the source, as its owner does in the console. @returns the endpoint for the stack file */
export function bindEip({ world: { huaweicloud }, source }: FromHuawei): { host: string; port: number } {
  const { instanceId, region, privateIp } = source;
  const eip = huaweicloud.eips.allocate({ region, name: "the application's" });
  huaweicloud.eips.bind(eip.id, instanceId, privateIp);
  return { host: eip.address, port: huaweicloud.rds.get(instanceId).port };
}

/** The source as a stack file has it. */
export function huaweiSource({ source }: FromHuawei) {
  const { instanceId, region, vpcId, subnetId, securityGroupId, privateIp, connect, admin } = source;
  return {
    ...{ place: "huaweicloud-rds", instanceId, region, vpcId, subnetId, securityGroupId, privateIp, connect },
    admin: { user: admin.user },
    databases: "all",
  };
}
