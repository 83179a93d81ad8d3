import type * as pulumi from "@pulumi/pulumi";
import { bare, hwType, later, tcType } from "../bare";
import type { Program } from "../program";

const denied = (cloud: Program["cloud"], rule: string, token: string, inputs: pulumi.Inputs): Program => ({
  cloud,
  bare: true,
  rule,
  resource: "it",
  seen: "known only during the update",
  config: { onUnknown: "deny" },
  make: () => void bare(token, "it", inputs),
});
const vpn = (tunnels: unknown) =>
  denied("alicloud", "NET-14", "alicloud:vpn/connection:Connection", {
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["10.9.0.0/16"],
    tunnelOptionsSpecifications: tunnels,
  });
const ali = (inputs: pulumi.Inputs) =>
  denied("alicloud", "NET-01", "alicloud:rds/instance:Instance", {
    engine: "MySQL",
    dbInstanceIpArrayName: "own",
    modifyMode: "Append",
    ...inputs,
  });

/** Kind 10: unknown list items, and unknown lists. */
export const unknowns: Record<string, Program> = {
  "unknown-ali-tunnels": vpn([later({}), later({})]),
  "unknown-ali-all-tunnels": vpn(later([])),
  "unknown-ali-ip": ali({ securityIps: ["203.0.113.7", later("10.0.0.1")] }),
  "unknown-ali-ips": ali({ securityIps: later(["10.0.0.1"]) }),
  "unknown-ali-array": denied("alicloud", "NET-01", "alicloud:polardb/cluster:Cluster", {
    dbClusterIpArrays: [later({})],
  }),
  "unknown-ali-arrays": denied("alicloud", "NET-01", "alicloud:polardb/cluster:Cluster", {
    dbClusterIpArrays: later([]),
  }),
  "unknown-ali-entries": denied("alicloud", "NET-05", "alicloud:ecs/ecsPrefixList:EcsPrefixList", {
    entries: [{ cidr: "203.0.113.7/32" }, later({})],
  }),
  "unknown-hw-set": denied("huaweicloud", "NET-05", hwType("VpcAddressGroup"), {
    ipExtraSets: [{ ip: "203.0.113.7" }, later({})],
  }),
  "unknown-hw-sets": denied("huaweicloud", "NET-05", hwType("VpcAddressGroup"), { addresses: later(["203.0.113.7"]) }),
  "unknown-hw-peers": denied("huaweicloud", "NET-12", hwType("VpnConnection"), {
    psk: "x",
    gatewayId: "g",
    peerSubnets: later(["10.0.0.0/16"]),
  }),
  "unknown-tc-rule": denied("tencentcloud", "NET-01", tcType("SecurityGroupRuleSet"), { ingresses: [later({})] }),
  "unknown-tc-rules": denied("tencentcloud", "NET-01", tcType("SecurityGroupRuleSet"), { ingresses: later([]) }),
  "unknown-tc-lite": denied("tencentcloud", "NET-01", tcType("SecurityGroupLiteRule"), {
    ingresses: [later("ACCEPT#10.0.0.1#3306#TCP")],
  }),
  "unknown-tc-template": denied("tencentcloud", "NET-05", tcType("AddressTemplate"), {
    addresses: ["203.0.113.7", later("10.0.0.1")],
  }),
};
