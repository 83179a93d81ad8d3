import * as hw from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import * as tc from "@pulumi/tencentcloud";

/** A program of 1,000 vendor resources, a hundred each of ten kinds, that no rule refuses. */
for (let i = 0; i < 100; i++) {
  const tags = { owner: "dba", team: "shop", environment: "bench" };
  const vpc = new hw.Vpc(`hw-vpc-${i}`, { name: `shop-${i}`, cidr: `10.${i}.0.0/16`, description: "shop", tags });
  new hw.VpcSubnet(`hw-subnet-${i}`, {
    name: `shop-${i}`,
    vpcId: vpc.id,
    cidr: `10.${i}.1.0/24`,
    gatewayIp: `10.${i}.1.1`,
    primaryDns: "100.125.1.250",
    tags,
  });
  const group = new hw.NetworkingSecgroup(`hw-group-${i}`, { name: `shop-${i}`, description: "databases", tags });
  new hw.NetworkingSecgroupRule(`hw-rule-${i}`, {
    securityGroupId: group.id,
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    ports: "3306",
    remoteIpPrefix: `203.0.113.${i}/32`,
    description: "office",
  });
  new hw.VpcEip(`hw-eip-${i}`, {
    name: `shop-${i}`,
    publicip: { type: "5_bgp" },
    bandwidth: { shareType: "PER", name: `shop-${i}`, size: 5, chargeMode: "traffic" },
    tags,
  });
  const other = new tc.Vpc(`tc-vpc-${i}`, { name: `shop-${i}`, cidrBlock: `10.${i}.0.0/16`, tags });
  new tc.Subnet(`tc-subnet-${i}`, {
    name: `shop-${i}`,
    vpcId: other.id,
    cidrBlock: `10.${i}.1.0/24`,
    availabilityZone: "ap-guangzhou-3",
    tags,
  });
  const security = new tc.SecurityGroup(`tc-group-${i}`, { name: `shop-${i}`, description: "databases", tags });
  new tc.SecurityGroupRule(`tc-rule-${i}`, {
    securityGroupId: security.id,
    type: "ingress",
    policy: "ACCEPT",
    ipProtocol: "TCP",
    portRange: "3306",
    cidrIp: `203.0.113.${i}`,
    description: "office",
  });
  new tc.MysqlAccount(`tc-account-${i}`, {
    mysqlId: "cdb-1",
    name: `app_${i}`,
    host: `10.${i}.1.%`,
    password: pulumi.secret("Tr4vel-light-and-fast"),
  });
}
