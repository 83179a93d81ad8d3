// Openings as they are written in a hurry, with the vendors' bare resources: the policy pack refuses every one of them in preview.
import { Instance } from "@pulumi/alicloud/rds/instance";
import { NetworkingSecgroupRule } from "@pulumi/huaweicloud";

// The whole world, in one entry.
new NetworkingSecgroupRule("target-from-anywhere", {
  securityGroupId: "sg-target",
  direction: "ingress",
  ethertype: "IPv4",
  protocol: "tcp",
  ports: "3306",
  remoteIpPrefix: "0.0.0.0/0",
});

// The whole world, by leaving the address out: the cloud's default is any.
new NetworkingSecgroupRule("target-from-nobody-said", {
  securityGroupId: "sg-target",
  direction: "ingress",
  ethertype: "IPv4",
  protocol: "tcp",
  ports: "3306",
});

// The whole world, in two halves.
new Instance("source-in-halves", {
  engine: "MySQL",
  engineVersion: "5.6",
  instanceType: "rds.mysql.s2.large",
  instanceStorage: 100,
  securityIps: ["0.0.0.0/1", "128.0.0.0/1"],
});
