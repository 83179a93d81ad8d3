import { SecurityGroupRule } from "@pulumi/alicloud/ecs/securityGroupRule";
import * as hw from "@pulumi/huaweicloud";
import * as tc from "@pulumi/tencentcloud";
import { bare, hwType } from "../bare";
import type { Program } from "../program";

const strict = (cloud: Program["cloud"], seen: string, make: () => unknown): Program => ({
  cloud,
  rule: "NET-06",
  resource: "in",
  seen,
  config: { level: "strict" },
  make: () => void make(),
});
const ali = (portRange: string) =>
  strict(
    "alicloud",
    `"${portRange}"`,
    () =>
      new SecurityGroupRule("in", {
        type: "ingress",
        ipProtocol: "tcp",
        securityGroupId: "sg-1",
        portRange,
        cidrIp: "203.0.113.7/32",
      }),
  );
const hwRule = (ports: string) =>
  strict(
    "huaweicloud",
    `"${ports}"`,
    () =>
      new hw.NetworkingSecgroupRule("in", {
        securityGroupId: "sg-1",
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "tcp",
        ports,
        remoteIpPrefix: "203.0.113.7/32",
      }),
  );
const tcRule = (portRange: string) =>
  strict(
    "tencentcloud",
    `"${portRange}"`,
    () =>
      new tc.SecurityGroupRule("in", {
        securityGroupId: "sg-1",
        type: "ingress",
        policy: "ACCEPT",
        ipProtocol: "TCP",
        portRange,
        cidrIp: "203.0.113.7",
      }),
  );

/** Kind 5: ranges that skirt the database's port. */
export const ranges: Record<string, Program> = {
  "range-ali-above": ali("3307/65535"),
  "range-ali-below": ali("1/3305"),
  "range-hw-above": hwRule("3307-65535"),
  "range-hw-around": hwRule("1-3305,3307-65535"),
  "range-tc-above": tcRule("3307-65535"),
  "range-tc-below": tcRule("1-3305"),
  // The rule is registered first: only the whole plan shows that the port is a database's.
  "range-hw-own-port": {
    cloud: "huaweicloud",
    bare: true,
    rule: "NET-01",
    resource: "in",
    seen: '"0.0.0.0/0"',
    make: () => {
      const rule = {
        securityGroupId: "sg-1",
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "tcp",
        ports: "13306",
      };
      bare(hwType("NetworkingSecgroupRule"), "in", { ...rule, remoteIpPrefix: "0.0.0.0/0" });
      bare(hwType("RdsInstance"), "target", { db: { type: "MySQL", version: "8.0", port: 13306 } });
    },
  },
};
