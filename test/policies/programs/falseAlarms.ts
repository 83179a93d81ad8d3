import { SecurityGroupRule } from "@pulumi/alicloud/ecs/securityGroupRule";
import * as hw from "@pulumi/huaweicloud";
import * as tc from "@pulumi/tencentcloud";
import { bare } from "./bare";
import type { Program } from "./program";

const hwRule = (more: object) =>
  new hw.NetworkingSecgroupRule("in", {
    securityGroupId: "sg-1",
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    remoteIpPrefix: "0.0.0.0/0",
    ...more,
  });
const tcRule = (more: object) =>
  new tc.SecurityGroupRule("in", {
    securityGroupId: "sg-1",
    type: "ingress",
    policy: "ACCEPT",
    ipProtocol: "TCP",
    cidrIp: "0.0.0.0/0",
    ...more,
  });
const aliRule = (more: object) =>
  new SecurityGroupRule("in", {
    type: "ingress",
    ipProtocol: "tcp",
    securityGroupId: "sg-1",
    cidrIp: "0.0.0.0/0",
    ...more,
  });
const fine = (cloud: Program["cloud"], make: () => unknown, config?: object): Program => ({
  cloud,
  ...(config ? { config: { ...config } } : {}),
  make: () => void make(),
});
const strict = { level: "strict" };

/** What must not stop a stack unrelated to any migration. */
export const falseAlarms: Record<string, Program> = {
  "fine-hw-https": fine("huaweicloud", () => hwRule({ ports: "443" }), strict),
  "fine-hw-web": fine("huaweicloud", () => hwRule({ ports: "80,443" }), strict),
  "fine-hw-icmp": fine("huaweicloud", () => hwRule({ protocol: "icmp" }), strict),
  "fine-hw-icmp-number": fine("huaweicloud", () => hwRule({ protocol: "1" }), strict),
  "fine-hw-egress": fine("huaweicloud", () => hwRule({ direction: "EGRESS", ports: "3306" })),
  "fine-hw-deny": fine("huaweicloud", () => hwRule({ action: "deny", ports: "3306" }), strict),
  "fine-hw-private": fine("huaweicloud", () => hwRule({ ports: "1-65535", remoteIpPrefix: "10.0.0.0/16" })),
  "fine-hw-cdn": fine("huaweicloud", () => hwRule({ ports: "443", remoteIpPrefix: "103.21.244.0/22" }), strict),
  "fine-hw-ssh-range": fine("huaweicloud", () => hwRule({ ports: "22", remoteIpPrefix: "47.92.0.0/14" })),
  "fine-hw-https-no-source": fine("huaweicloud", () => hwRule({ ports: "443", remoteIpPrefix: undefined }), strict),
  "fine-hw-prepaid-address": fine(
    "huaweicloud",
    () =>
      new hw.VpcEip("web", {
        publicip: { type: "5_bgp" },
        bandwidth: { name: "web", size: 5, shareType: "PER", chargeMode: "traffic" },
        chargingMode: "prePaid",
        periodUnit: "month",
        period: 1,
      }),
  ),
  "fine-tc-https": fine("tencentcloud", () => tcRule({ portRange: "443" }), strict),
  "fine-tc-drop": fine("tencentcloud", () => tcRule({ policy: "DROP", portRange: "3306" }), strict),
  "fine-tc-private": fine("tencentcloud", () => tcRule({ portRange: "ALL", ipProtocol: "ALL", cidrIp: "10.0.0.0/16" })),
  "fine-ali-https": fine("alicloud", () => aliRule({ portRange: "443/443" }), strict),
  "fine-ali-drop": fine("alicloud", () => aliRule({ portRange: "3306/3306", policy: "drop" }), strict),
  "fine-ali-private": fine("alicloud", () => aliRule({ ipProtocol: "all", portRange: "-1/-1", cidrIp: "10.0.0.0/16" })),
  // The provider's API rejects a rule without a source, so nothing is open.
  "fine-ali-no-source": {
    ...fine("alicloud", () => aliRule({ portRange: "3306/3306", cidrIp: undefined })),
    bare: true,
  },
  "fine-ali-dnat-web": {
    ...fine(
      "alicloud",
      () =>
        bare("alicloud:vpc/forwardEntry:ForwardEntry", "web", {
          externalPort: "443",
          internalPort: "8443",
          ipProtocol: "tcp",
        }),
      strict,
    ),
    bare: true,
  },
  "fine-elsewhere": {
    ...fine("alicloud", () => bare("alicloud:oss/bucket:Bucket", "files", { acl: "private" }), { onUnjudged: "deny" }),
    bare: true,
  },
};
