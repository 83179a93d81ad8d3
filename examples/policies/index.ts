import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// pulumi preview --policy-pack node_modules/dbferry/policies
//
// The pack judges every program, whoever wrote it. As it stands it lets one address in; `pulumi config set from 0.0.0.0/0` is refused.
export const rule = new alicloud.ecs.SecurityGroupRule("mysql", {
  securityGroupId: config.require("securityGroupId"),
  type: "ingress",
  ipProtocol: "tcp",
  portRange: "3306/3306",
  cidrIp: config.get("from") ?? "203.0.113.7/32",
  description: `dbferry migrate-id=shop migrate-expires=${config.require("expires")}`,
}).id;
