import { EcsPrefixList } from "@pulumi/alicloud/ecs/ecsPrefixList";
import { SecurityGroupRule } from "@pulumi/alicloud/ecs/securityGroupRule";
import { Cluster } from "@pulumi/alicloud/polardb/cluster";
import { ReadOnlyInstance } from "@pulumi/alicloud/rds/readOnlyInstance";
import * as hw from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import * as tc from "@pulumi/tencentcloud";
import { KEY, type Program } from "./program";

const byList = (...cidrs: string[]) => {
  const entries = cidrs.map((cidr) => ({ cidr }));
  const list = new EcsPrefixList("list", { addressFamily: "IPv4", maxEntries: 10, prefixListName: "dts", entries });
  const rule = { type: "ingress", ipProtocol: "tcp", portRange: "3306/3306", securityGroupId: "sg-1" };
  new SecurityGroupRule("in", { ...rule, prefixListId: list.id });
};
const behindGateway = (...peerSubnets: string[]) => {
  const gateway = new hw.VpnGateway("gateway", {
    availabilityZones: ["cn-north-4a"],
    vpcId: "vpc-1",
    connectSubnet: "subnet-1",
    localSubnets: ["192.168.0.0/16"],
  });
  new hw.VpnConnection("vpn", {
    gatewayId: gateway.id,
    gatewayIp: "eip-1",
    vpnType: "static",
    customerGatewayId: "c",
    psk: pulumi.secret(KEY),
    peerSubnets,
  });
};

/** Less common bare resources that the pack refuses. */
export const vendors: Record<string, Program> = {
  "ali-prefix-list": {
    cloud: "alicloud",
    rule: "NET-05",
    resource: "list",
    seen: '"0.0.0.0/1", "128.0.0.0/1"',
    make: () => byList("0.0.0.0/1", "128.0.0.0/1"),
  },
  "ali-replica-world": {
    cloud: "alicloud",
    rule: "NET-01",
    resource: "replica",
    seen: '"0.0.0.0/0"',
    make: () =>
      void new ReadOnlyInstance("replica", {
        masterDbInstanceId: "rm-1",
        engineVersion: "8.0",
        instanceType: "rds.mysql.s2.large",
        instanceStorage: 100,
        securityIps: ["0.0.0.0/0"],
      }),
  },
  "ali-polardb-world": {
    cloud: "alicloud",
    rule: "NET-01",
    resource: "cluster",
    seen: '"0.0.0.0/0"',
    make: () =>
      void new Cluster("cluster", {
        dbType: "MySQL",
        dbVersion: "8.0",
        dbNodeClass: "polar.mysql.x4.large",
        dbClusterIpArrays: [{ dbClusterIpArrayName: "dts", securityIps: ["10.0.0.1", "0.0.0.0/0"] }],
      }),
  },
  "tc-grants": {
    cloud: "tencentcloud",
    rule: "NET-07",
    resource: "grants",
    seen: "'%', every host",
    config: { level: "strict" },
    make: () => void new tc.MysqlPrivilege("grants", { mysqlId: "cdb-1", accountName: "mover", globals: ["SELECT"] }),
  },
  "hw-gateway-overlap": {
    cloud: "huaweicloud",
    rule: "NET-12",
    resource: "vpn",
    seen: "192.168.7.0/24",
    make: () => behindGateway("192.168.7.0/24"),
  },
};

/** The same resources in forms that must pass. */
export const vendorsFine: Record<string, Program> = {
  "ali-fine-prefix-list": { cloud: "alicloud", make: () => byList("203.0.113.7/32", "112.74.0.0/16") },
  "hw-fine-gateway": { cloud: "huaweicloud", make: () => behindGateway("172.16.0.0/16") },
};
