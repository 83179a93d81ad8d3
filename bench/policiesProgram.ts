import * as hw from "@pulumi/huaweicloud";
import * as tc from "@pulumi/tencentcloud";

/** A program of 1,000 vendor resources that no rule refuses, of types that rules look at and of types that none does. */
for (let i = 0; i < 250; i++) {
  const address = `203.0.113.${i % 250}`;
  new hw.NetworkingSecgroupRule(`hw-${i}`, {
    securityGroupId: `sg-${i}`,
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    ports: "3306",
    remoteIpPrefix: `${address}/32`,
  });
  new tc.SecurityGroupRule(`tc-${i}`, {
    securityGroupId: `sg-${i}`,
    type: "ingress",
    policy: "ACCEPT",
    ipProtocol: "TCP",
    portRange: "3306",
    cidrIp: address,
  });
  new hw.VpcRoute(`route-${i}`, { vpcId: `vpc-${i}`, destination: `10.${i}.0.0/16`, type: "vpn", nexthop: "gateway" });
  new tc.Subnet(`subnet-${i}`, { vpcId: `vpc-${i}`, cidrBlock: `10.${i}.0.0/24`, availabilityZone: "ap-guangzhou-3" });
}
