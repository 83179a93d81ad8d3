// Openings written in a hurry with the vendors' bare resources; the policy pack refuses all of them in a preview.
import { Instance } from "@pulumi/alicloud/rds/instance";
import { NetworkingSecgroupRule } from "@pulumi/huaweicloud";

// Any address, in one entry.
new NetworkingSecgroupRule("target-from-anywhere", {
  securityGroupId: "sg-target",
  direction: "ingress",
  ethertype: "IPv4",
  protocol: "tcp",
  ports: "3306",
  remoteIpPrefix: "0.0.0.0/0",
});

// Any address, by omitting it: that is the cloud's default.
new NetworkingSecgroupRule("target-from-nobody-said", {
  securityGroupId: "sg-target",
  direction: "ingress",
  ethertype: "IPv4",
  protocol: "tcp",
  ports: "3306",
});

// Any address, in two halves.
new Instance("source-in-halves", {
  engine: "MySQL",
  engineVersion: "5.6",
  instanceType: "rds.mysql.s2.large",
  instanceStorage: 100,
  securityIps: ["0.0.0.0/1", "128.0.0.0/1"],
});
