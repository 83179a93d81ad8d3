import type { Place } from "../../model/spec";
import type { Cell } from "./cell";

const HUAWEI = {
  region: "cn-north-4",
  instanceId: "3d39f1b0c5b84e2b9d2f6e0a7c1b5e42in01",
  vpcId: "6a1f6c3e-3c0b-4f53-8f0e-0d6b6d9b7a01",
  subnetId: "0c2b7d5e-9a4f-4f0b-8c55-6f4a1f3f2b02",
  securityGroupId: "8e5b1c44-2f61-4d0a-9e7f-1b8f2a9c3d03",
  privateIp: "192.168.10.20",
};
const TENCENT = {
  region: "ap-guangzhou",
  instanceId: "cdb-abcdefgh",
  vpcId: "vpc-abcdefgh",
  subnetId: "subnet-abcdefgh",
  securityGroupId: "sg-abcdefgh",
  privateIp: "10.20.10.10",
};

/** A server in a place, as a stack file has it. */
const SERVERS: Record<Place, object> = {
  "alicloud-rds": { region: "cn-hangzhou", instanceId: "rm-bp1dbferrysource1" },
  "tencentcloud-mysql": TENCENT,
  "huaweicloud-rds": HUAWEI,
  onprem: { host: "198.51.100.20" },
  vm: { ...HUAWEI, instanceId: "5d1c9c7e-7a51-4a5e-9d21-3f0a8f5f0c11", privateIp: "192.168.10.30" },
};
const PLACES: Record<string, Place> = {
  "Alibaba RDS": "alicloud-rds",
  "TencentDB for MySQL": "tencentcloud-mysql",
  "Huawei RDS": "huaweicloud-rds",
  "on-premises": "onprem",
  "self-built on a VM, same VPC": "vm",
  "self-built on a VM, another VPC": "vm",
};
/** What an engine moves to, and its section. */
const TARGETS = {
  drs: { place: "huaweicloud-rds", section: { drs: { nodeType: "high" } } },
  "tencent-dts": { place: "tencentcloud-mysql", section: {} },
  "alibaba-dts": { place: "alicloud-rds", section: { alibabaDts: { instanceClass: "small" } } },
} as const;
/** A machine is in the engine's own cloud. */
const MACHINES = {
  drs: { cloud: "huaweicloud", region: "cn-north-4" },
  "tencent-dts": { cloud: "tencentcloud", region: "ap-guangzhou" },
  "alibaba-dts": { cloud: "alicloud", region: "cn-hangzhou" },
} as const;

/** A cell's migration. @param common what is the same for all, from a stack file that works */
export function specOf({ source, engine, path }: Cell, common: Record<string, unknown>): Record<string, unknown> {
  const place = PLACES[source]!;
  const target = TARGETS[engine];
  const { name, owner, expires, cutover } = common;
  const second = target.place === place ? { instanceId: "another-instance-0001" } : {};
  const peered = place === "huaweicloud-rds" && path === "peering";
  const server = {
    ...SERVERS[place],
    ...(place === "vm" ? MACHINES[engine] : {}),
    ...(peered ? { vpcId: "1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f", privateIp: "172.16.10.10" } : {}),
    // The way in that the owner of such an instance has opened.
    ...(place === "huaweicloud-rds" && path === "public" ? { endpoint: { host: "203.0.113.9", port: 3306 } } : {}),
  };
  return {
    ...{ name, owner, expires, cutover, engine, path },
    ...(peered ? { peering: { sourceNetwork: "172.16.10.0/24", targetNetwork: "192.168.10.0/24" } } : {}),
    ...target.section,
    mode: "full+incremental",
    source: {
      place,
      ...server,
      ...(path === "public" ? { ca: "ca.pem" } : {}),
      databases: ["shop"],
      admin: { user: "dba" },
    },
    target: { place: target.place, ...SERVERS[target.place], ...second, admin: { user: "root" } },
  };
}
