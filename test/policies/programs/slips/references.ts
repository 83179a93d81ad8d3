import * as tc from "@pulumi/tencentcloud";
import { bare, later, tcType } from "../bare";
import type { Program } from "../program";

const denied = (
  cloud: Program["cloud"],
  rule: string,
  seen: string,
  make: () => unknown,
  resource = "rules",
): Program => ({
  cloud,
  rule,
  resource,
  seen,
  config: { onUnknown: "deny" },
  make: () => void make(),
});

/** Kind 4: each of several references is looked up, including ports in a template. */
export const references: Record<string, Program> = {
  "ref-tc-one-foreign": denied("tencentcloud", "NET-05", "ingresses[1].addressTemplateId", () => {
    const own = new tc.AddressTemplate("own", { addresses: ["203.0.113.7"] });
    const group = new tc.SecurityGroup("db", {});
    const rule = { action: "ACCEPT", protocol: "TCP", port: "3306" };
    new tc.SecurityGroupRuleSet("rules", {
      securityGroupId: group.id,
      ingresses: [
        { ...rule, addressTemplateId: own.id },
        { ...rule, addressTemplateId: "ipm-999" },
      ],
    });
  }),
  "ref-tc-two-templates": denied("tencentcloud", "NET-05", "ingresses[0].addressTemplateGroup", () => {
    const own = new tc.AddressTemplate("own", { addresses: ["203.0.113.7"] });
    const group = new tc.SecurityGroup("db", {});
    const both = { addressTemplateId: own.id, addressTemplateGroup: "ipmg-999" };
    new tc.SecurityGroupRuleSet("rules", {
      securityGroupId: group.id,
      ingresses: [{ action: "ACCEPT", protocol: "TCP", port: "3306", ...both }],
    });
  }),
  "ref-tc-lite-foreign": {
    ...denied("tencentcloud", "NET-05", "ingresses[0]", () => {
      const group = bare(tcType("SecurityGroup"), "db", {});
      bare(tcType("SecurityGroupLiteRule"), "rules", {
        securityGroupId: group.id,
        ingresses: ["ACCEPT#ipm-999#3306#TCP"],
      });
    }),
    bare: true,
  },
  "ref-tc-ports-foreign": denied("tencentcloud", "NET-06", "serviceTemplateId", () => {
    const group = new tc.SecurityGroup("db", {});
    new tc.SecurityGroupRuleSet("rules", {
      securityGroupId: group.id,
      ingresses: [{ action: "ACCEPT", cidrBlock: "203.0.113.7", serviceTemplateId: "ppm-999" }],
    });
  }),
  "ref-tc-ports-all": {
    cloud: "tencentcloud",
    bare: true,
    rule: "NET-06",
    resource: "ports",
    seen: '"all"',
    make: () => void bare(tcType("ProtocolTemplate"), "ports", { name: "p", protocols: ["tcp:3306", "tcp:all"] }),
  },
  "ref-ali-one-foreign": {
    ...denied(
      "alicloud",
      "NET-05",
      'templateIdLists[1]: the list "999"',
      () => {
        const own = bare("alicloud:rds/whitelistTemplate:WhitelistTemplate", "own", {
          templateName: "dts",
          ipWhiteList: "203.0.113.7",
        });
        bare("alicloud:rds/instance:Instance", "source", { engine: "MySQL", templateIdLists: [own.id, 999] });
      },
      "source",
    ),
    bare: true,
  },
  "ref-hw-foreign": {
    ...denied(
      "huaweicloud",
      "NET-05",
      "remoteAddressGroupId",
      () =>
        bare("huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule", "in", {
          securityGroupId: "sg-1",
          direction: "ingress",
          protocol: "tcp",
          ports: "3306",
          remoteAddressGroupId: later("ag-1"),
        }),
      "in",
    ),
    bare: true,
  },
};
