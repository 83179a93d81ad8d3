import { bare } from "../bare";
import type { Program } from "../program";

const program = (cloud: Program["cloud"], rule: string, seen: string, token: string, inputs: object): Program => ({
  cloud,
  bare: true,
  rule,
  resource: "in",
  seen,
  make: () => void bare(token, "in", { ...inputs }),
});
const hwRule = {
  securityGroupId: "sg",
  direction: "ingress",
  ethertype: "IPv4",
  protocol: "tcp",
  ports: "3306",
  remoteIpPrefix: "0.0.0.0/0",
};
const world = '"0.0.0.0/0"';

/** Kind 7: the same clouds under other tokens: other publishers' packages, older names, the dynamic bridge. */
export const tokens: Record<string, Program> = {
  "token-hw-vpc": program("huaweicloud", "NET-01", world, "huaweicloud:Vpc/secgroupRule:SecgroupRule", hwRule),
  "token-hw-v2": program(
    "huaweicloud",
    "NET-01",
    world,
    "huaweicloud:index/networkingSecgroupRuleV2:NetworkingSecgroupRuleV2",
    hwRule,
  ),
  "token-tc-lite": program("tencentcloud", "NET-01", world, "tencentcloud:Security/groupLiteRule:GroupLiteRule", {
    ingresses: ["ACCEPT#0.0.0.0/0#3306#TCP"],
  }),
  "token-tc-rule": program("tencentcloud", "NET-01", world, "tencentcloud:Security/groupRule:GroupRule", {
    securityGroupId: "sg-1",
    type: "ingress",
    policy: "ACCEPT",
    ipProtocol: "TCP",
    portRange: "3306",
    cidrIp: "0.0.0.0/0",
  }),
  "token-ali-rule": program("alicloud", "NET-01", world, "alicloud:index/securityGroupRule:SecurityGroupRule", {
    type: "ingress",
    ipProtocol: "tcp",
    portRange: "3306/3306",
    securityGroupId: "sg-1",
    cidrIp: "0.0.0.0/0",
  }),
  "token-ali-db": program("alicloud", "NET-01", world, "alicloud:index/dbInstance:DbInstance", {
    securityIps: ["0.0.0.0/0"],
    dbInstanceIpArrayName: "dbferry_shop",
    modifyMode: "Append",
  }),
  "token-ali-polardb": program("alicloud", "NET-01", world, "alicloud:index/polardbCluster:PolardbCluster", {
    securityIps: ["0.0.0.0/0"],
  }),
};
