import { randomBytes, randomInt } from "node:crypto";
import type { CustomerServer, SandboxCloud } from "../cloud";
import { TencentcloudPart, type TencentcloudWorld } from "./facts";
import { startTencentcloud, type TencentCredentials, type TencentcloudEndpoints } from "./index";

const REGION = "ap-guangzhou";

/** What else a migration needs to know about a server in this cloud. */
interface InVpc extends CustomerServer {
  vpcId: string;
  subnetId: string;
  securityGroupId: string;
  privateIp: string;
}

export const tencentcloud = {
  join: (world) => new TencentcloudPart(world),
  credentials: () => ({
    secretId: `AKID${randomBytes(16).toString("hex")}`,
    secretKey: randomBytes(16).toString("hex"),
    region: REGION,
    accountId: String(100_000_000_000 + randomInt(899_999_999)),
  }),
  addCustomerServer({ tencentcloud: { networks, securityGroups, cdb } }, side, mysql) {
    const vpc = networks.add({ region: REGION, name: `vpc-${side}`, cidr: "10.20.0.0/16" });
    const subnet = networks.addSubnet({ vpcId: vpc.id, name: `subnet-${side}`, cidr: "10.20.10.0/24" });
    const group = securityGroups.add({ region: REGION, name: `sg-${side}`, description: `the ${side} database` });
    const { id, vip } = cdb.add({
      id: side === "source" ? "cdb-dbfsrc01" : "cdb-dbftgt01",
      name: `shop-${side}`,
      region: REGION,
      mysql,
      subnetId: subnet.id,
      securityGroupIds: [group.id],
    });
    return {
      instanceId: id,
      region: REGION,
      vpcId: vpc.id,
      subnetId: subnet.id,
      securityGroupId: group.id,
      privateIp: vip,
    };
  },
  start: (world, credentials, servers) => startTencentcloud({ world, servers, credentials }),
} satisfies SandboxCloud<TencentcloudWorld, TencentcloudPart, TencentCredentials, TencentcloudEndpoints, InVpc>;
