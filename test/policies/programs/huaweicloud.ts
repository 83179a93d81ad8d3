import * as hw from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import { KEY, type Program, soon } from "./program";

const rule = { securityGroupId: "sg-target", direction: "ingress", ethertype: "IPv4", protocol: "tcp", ports: "3306" };
const password = () => pulumi.secret("Tr4vel-light-and-fast");
const job = () => ({
  name: "move",
  type: "migration",
  engineType: "mysql",
  direction: "up",
  netType: "vpn",
  sourceDb: { engineType: "mysql", ip: "10.1.0.5", port: 3306, user: "df_shop", password: password() },
  destinationDb: {
    engineType: "mysql",
    ip: "192.168.0.9",
    instanceId: "rds-1",
    port: 3306,
    user: "df_shop",
    password: password(),
  },
});
const options = { ignoreChanges: ["sourceDb.password", "destinationDb.password"] };
const eip = (more: object) => ({
  publicip: { type: "5_bgp" },
  bandwidth: { shareType: "PER", name: "b", size: 5, chargeMode: "traffic" },
  ...more,
});
const vpn = () => ({
  gatewayId: "g",
  gatewayIp: "eip-1",
  vpnType: "static",
  customerGatewayId: "c",
  psk: pulumi.secret(KEY),
  peerSubnets: ["172.16.0.0/16"],
});
const vpcs = (other: string, regions: (string | undefined)[] = []) => {
  const a = new hw.Vpc("a", { cidr: "10.0.0.0/16", region: regions[0] });
  const b = new hw.Vpc("b", { cidr: other, region: regions[1] });
  return { a, b, peering: new hw.VpcPeeringConnection("peering", { vpcId: a.id, peerVpcId: b.id }) };
};
const routes = ({ a, b, peering }: ReturnType<typeof vpcs>) => {
  new hw.VpcRoute("there", { vpcId: a.id, type: "peering", nexthop: peering.id, destination: "10.1.0.0/16" });
  new hw.VpcRoute("back", { vpcId: b.id, type: "peering", nexthop: peering.id, destination: "10.0.0.0/16" });
};

/** Bare Huawei resources that the pack refuses. */
export const huaweicloud: Record<string, Program> = {
  "hw-world": {
    cloud: "huaweicloud",
    rule: "NET-01",
    resource: "in",
    seen: '"0.0.0.0/0"',
    make: () => void new hw.NetworkingSecgroupRule("in", { ...rule, remoteIpPrefix: "0.0.0.0/0" }),
  },
  "hw-world-v6": {
    cloud: "huaweicloud",
    rule: "NET-01",
    resource: "in",
    seen: '"::/0"',
    make: () => void new hw.NetworkingSecgroupRule("in", { ...rule, ethertype: "IPv6", remoteIpPrefix: "::/0" }),
  },
  "hw-octal": {
    cloud: "huaweicloud",
    rule: "NET-01",
    resource: "in",
    seen: "read as 0.0.0.0/0",
    make: () => void new hw.NetworkingSecgroupRule("in", { ...rule, remoteIpPrefix: "000.000.000.000/0" }),
  },
  "hw-half": {
    cloud: "huaweicloud",
    rule: "NET-02",
    resource: "in",
    seen: '"128.0.0.0/1"',
    make: () => void new hw.NetworkingSecgroupRule("in", { ...rule, remoteIpPrefix: "128.0.0.0/1" }),
  },
  "hw-many-rules": {
    cloud: "huaweicloud",
    rule: "NET-02",
    resource: "in-0",
    seen: "together cover",
    config: {
      rules: {
        "NET-04": { enforcement: "advisory", reason: "judged together", owner: "dba@example.com", expires: soon() },
      },
    },
    make: () =>
      ["1.0.0.0/9", "1.128.0.0/9", "2.0.0.0/9"].forEach(
        (remoteIpPrefix, i) => void new hw.NetworkingSecgroupRule(`in-${i}`, { ...rule, remoteIpPrefix }),
      ),
  },
  "hw-zero-ports": {
    cloud: "huaweicloud",
    rule: "NET-06",
    resource: "in",
    seen: '"all" by default',
    make: () => {
      const { ports: _, ...bare } = rule;
      const given = { portRangeMin: 0, portRangeMax: 0, remoteIpPrefix: "203.0.113.7/32" };
      void new hw.NetworkingSecgroupRule("in", { ...bare, ...given });
    },
  },
  "hw-no-source": {
    cloud: "huaweicloud",
    rule: "NET-03",
    resource: "in",
    seen: "no source",
    make: () => void new hw.NetworkingSecgroupRule("in", rule),
  },
  "hw-no-protocol": {
    cloud: "huaweicloud",
    rule: "NET-03",
    resource: "in",
    seen: "no protocol",
    make: () =>
      void new hw.NetworkingSecgroupRule("in", {
        securityGroupId: "sg",
        direction: "ingress",
        ethertype: "IPv4",
        remoteIpPrefix: "203.0.113.7/32",
      }),
  },
  "hw-wide": {
    cloud: "huaweicloud",
    rule: "NET-04",
    resource: "in",
    seen: '"47.92.0.0/14"',
    make: () => void new hw.NetworkingSecgroupRule("in", { ...rule, remoteIpPrefix: "47.92.0.0/14" }),
  },
  "hw-address-group": {
    cloud: "huaweicloud",
    rule: "NET-05",
    resource: "dts",
    seen: "together cover",
    make: () => {
      const group = new hw.VpcAddressGroup("dts", { addresses: ["0.0.0.0/1", "128.0.0.0/1"] });
      new hw.NetworkingSecgroupRule("in", { ...rule, remoteAddressGroupId: group.id });
    },
  },
  "hw-all-ports": {
    cloud: "huaweicloud",
    rule: "NET-06",
    resource: "in",
    seen: '"1-65535"',
    make: () =>
      void new hw.NetworkingSecgroupRule("in", { ...rule, ports: "1-65535", remoteIpPrefix: "203.0.113.7/32" }),
  },
  "hw-account": {
    cloud: "huaweicloud",
    rule: "NET-07",
    resource: "mover",
    seen: '"%"',
    config: { level: "production" },
    make: () => void new hw.RdsMysqlAccount("mover", { instanceId: "rds-1", password: password(), hosts: ["%"] }),
  },
  "hw-no-expiry": {
    cloud: "huaweicloud",
    rule: "NET-08",
    resource: "task",
    seen: "has no expiry",
    make: () => void new hw.VpcEip("task", eip({ tags: { "migrate-id": "shop" } })),
  },
  "hw-expired": {
    cloud: "huaweicloud",
    rule: "NET-09",
    resource: "task",
    seen: "expired on 2020-01-01",
    make: () =>
      void new hw.VpcEip("task", eip({ tags: { "migrate-id": "shop", "migrate-expires": "2020-01-01T00:00:00Z" } })),
  },
  "hw-public-after": {
    cloud: "huaweicloud",
    rule: "NET-10",
    resource: "public",
    seen: "in phase done",
    config: { phase: "done" },
    make: () =>
      void new hw.RdsInstanceEipAssociate("public", { instanceId: "rds-1", publicIp: "203.0.113.9", publicIpId: "e" }),
  },
  "hw-overlap": {
    cloud: "huaweicloud",
    rule: "NET-12",
    resource: "peering",
    seen: "overlaps",
    make: () => routes(vpcs("10.0.4.0/24")),
  },
  "hw-no-routes": {
    cloud: "huaweicloud",
    rule: "NET-13",
    resource: "peering",
    seen: "no network has a route",
    make: () => void vpcs("10.1.0.0/16"),
  },
  "hw-regions": {
    cloud: "huaweicloud",
    rule: "NET-13",
    resource: "peering",
    seen: '"b" in cn-east-3',
    make: () => routes(vpcs("10.1.0.0/16", ["cn-north-4", "cn-east-3"])),
  },
  "hw-ikev1": {
    cloud: "huaweicloud",
    rule: "NET-14",
    resource: "vpn",
    seen: 'ikepolicy.ikeVersion "v1"',
    make: () => void new hw.VpnConnection("vpn", { ...vpn(), ikepolicy: { ikeVersion: "v1" } }),
  },
  "hw-short-psk": {
    cloud: "huaweicloud",
    rule: "NET-15",
    resource: "vpn",
    seen: "a key of 8 characters",
    make: () => void new hw.VpnConnection("vpn", { ...vpn(), psk: pulumi.secret("Welcome1") }),
  },
  "hw-public-task": {
    cloud: "huaweicloud",
    rule: "NET-11",
    resource: "move",
    seen: '"eip", the provider\'s default',
    config: { level: "production" },
    make: () =>
      void new hw.DrsJob(
        "move",
        { ...job(), netType: undefined, sourceDb: { ...job().sourceDb, sslEnabled: true } },
        options,
      ),
  },
  "hw-no-tls": {
    cloud: "huaweicloud",
    rule: "TSK-01",
    resource: "move",
    seen: "without TLS",
    make: () => void new hw.DrsJob("move", { ...job(), netType: "eip" }, options),
  },
  "hw-plain-psk": {
    cloud: "huaweicloud",
    rule: "TSK-02",
    resource: "vpn",
    seen: "a pre-shared key in plain text",
    make: () => void new hw.VpnConnection("vpn", { ...vpn(), psk: KEY }),
  },
  "hw-root": {
    cloud: "huaweicloud",
    rule: "TSK-03",
    resource: "move",
    seen: '"root"',
    config: { level: "strict" },
    make: () => void new hw.DrsJob("move", { ...job(), sourceDb: { ...job().sourceDb, user: "root" } }, options),
  },
  "hw-sync-conflict": {
    cloud: "huaweicloud",
    rule: "TSK-06",
    resource: "move",
    seen: "no conflict policy",
    make: () => void new hw.DrsJob("move", { ...job(), type: "sync" }, options),
  },
  "hw-prepaid": {
    cloud: "huaweicloud",
    rule: "TSK-15",
    resource: "task",
    seen: '"prePaid"',
    make: () =>
      void new hw.VpcEip(
        "task",
        eip({
          chargingMode: "prePaid",
          periodUnit: "month",
          period: 1,
          tags: { owner: "dba", "migrate-id": "shop", "migrate-expires": soon() },
        }),
      ),
  },
  "hw-abroad": {
    cloud: "huaweicloud",
    rule: "OPS-02",
    resource: "move",
    seen: '"cn-north-4" to "ap-southeast-1"',
    make: () =>
      void new hw.DrsJob(
        "move",
        {
          ...job(),
          sourceDb: { ...job().sourceDb, region: "cn-north-4" },
          destinationDb: { ...job().destinationDb, region: "ap-southeast-1" },
        },
        options,
      ),
  },
};

/** Bare Huawei resources that must pass. */
export const huaweicloudFine: Record<string, Program> = {
  "hw-fine-rule": {
    cloud: "huaweicloud",
    make: () => void new hw.NetworkingSecgroupRule("in", { ...rule, remoteIpPrefix: "203.0.113.7/32" }),
  },
  "hw-fine-eip-output": {
    cloud: "huaweicloud",
    make: () => {
      const address = new hw.VpcEip(
        "task",
        eip({ tags: { owner: "dba", "migrate-id": "shop", "migrate-expires": soon() } }),
      );
      new hw.NetworkingSecgroupRule("in", { ...rule, remoteIpPrefix: pulumi.interpolate`${address.address}/32` });
    },
  },
  "hw-fine-peering": { cloud: "huaweicloud", make: () => routes(vpcs("10.1.0.0/16")) },
  "hw-fine-vpn": { cloud: "huaweicloud", make: () => void new hw.VpnConnection("vpn", vpn()) },
  "hw-fine-task": { cloud: "huaweicloud", make: () => void new hw.DrsJob("move", job(), options) },
};
