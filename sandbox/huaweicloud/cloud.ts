import { randomBytes } from "node:crypto";
import type { CustomerServer, SandboxCloud } from "../cloud";
import { HuaweicloudPart, type HuaweicloudWorld } from "./facts";
import { type HuaweicloudEndpoints, startHuaweicloud } from "./index";
import type { HuaweiCredentials } from "./service";

const REGION = "cn-north-4";

/** What else a migration needs to know about a server in this cloud. */
interface InVpc extends CustomerServer {
  vpcId: string;
  subnetId: string;
  securityGroupId: string;
  privateIp: string;
}

export const huaweicloud = {
  join: (world) => new HuaweicloudPart(world),
  credentials: () => ({
    accessKey: randomBytes(10).toString("hex").toUpperCase(),
    secretKey: randomBytes(20).toString("hex"),
    projectId: randomBytes(16).toString("hex"),
    region: REGION,
  }),
  addCustomerServer({ huaweicloud: { vpcs, securityGroups, rds } }, side, mysql) {
    // Two servers of a customer share a VPC, in a subnet each.
    const vpc = vpcs.list(REGION)[0] ?? vpcs.add({ region: REGION, name: `vpc-${side}`, cidr: "192.168.0.0/16" });
    const cidr = `192.168.${vpcs.subnets(vpc.id).length === 0 ? 10 : 20}.0/24`;
    const subnet = vpcs.addSubnet({ vpcId: vpc.id, name: `subnet-${side}`, cidr });
    const group = securityGroups.add({ region: REGION, name: `sg-${side}`, description: `the ${side} database` });
    securityGroups.addRule({ securityGroupId: group.id, direction: "egress", ethertype: "IPv4" });
    const instance = rds.add({
      name: `rds-${side}`,
      region: REGION,
      subnetId: subnet.id,
      securityGroupId: group.id,
      volumeGb: 100,
      mysql,
    });
    const { id, vpcId, subnetId, securityGroupId, privateIp } = instance;
    return { instanceId: id, region: REGION, vpcId, subnetId, securityGroupId, privateIp };
  },
  start: (world, credentials, servers) => startHuaweicloud({ world, servers, credentials }),
} satisfies SandboxCloud<HuaweicloudWorld, HuaweicloudPart, HuaweiCredentials, HuaweicloudEndpoints, InVpc>;
