import { type Case, KEY, one, resource, secret, strongAli, strongAliIpsec, strongTencent, unknown } from "./case";

const subnets = (remote: string[]) => [{ localCidrBlock: "10.0.0.0/16", remoteCidrBlocks: remote }];
const ali = {
  vpnGatewayId: "v",
  customerGatewayId: "c",
  localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ["172.16.0.0/16"],
  ikeConfig: { ...strongAli, psk: secret(KEY) },
  ipsecConfig: strongAliIpsec,
};
const hw = {
  gatewayId: "g",
  gatewayIp: "e",
  vpnType: "static",
  customerGatewayId: "c",
  psk: secret(KEY),
  peerSubnets: ["172.16.0.0/16"],
};
const dtsJob = resource(
  "ali.Job",
  {
    dtsInstanceId: "d",
    dataInitialization: true,
    dataSynchronization: true,
    structureInitialization: true,
    sourceEndpointInstanceType: "EXPRESS",
    sourceEndpointEngineName: "MySQL",
    destinationEndpointInstanceType: "RDS",
    destinationEndpointEngineName: "MySQL",
    dbList: "{}",
  },
  { name: "job" },
);
const vpc = (name: string, cidr: unknown, more = {}) => resource("hw.Vpc", { name, cidr, ...more }, { name });
const peering = resource(
  "hw.Peering",
  { vpcId: unknown.string, peerVpcId: unknown.string },
  { name: "p", from: { vpcId: ["a"], peerVpcId: ["b"] } },
);
const route = (name: string, side: string) =>
  resource(
    "hw.Route",
    { vpcId: unknown.string, type: "peering", nexthop: unknown.string, destination: "10.1.0.0/16" },
    { name, from: { vpcId: [side], nexthop: ["p"] } },
  );
const routed = [route("ra", "a"), route("rb", "b")];

/** Cases of the rules over tunnels and peerings, by rule. */
export const tunnels: Record<string, Case[]> = {
  "NET-12": [
    one(
      "compliant",
      "ok",
      "RFC 1918 in a tunnel",
      resource("ali.Vpn", { ...ali, localSubnets: ["10.0.0.0/8"], remoteSubnets: ["192.168.0.0/16", "172.16.0.0/12"] }),
    ),
    one("violating", "violation", "both sides alike", resource("ali.Vpn", { ...ali, remoteSubnets: ["10.0.8.0/24"] })),
    one(
      "violating",
      "violation",
      "the range of DTS on the far side",
      resource("ali.Vpn", { ...ali, remoteSubnets: ["100.104.8.0/24"] }),
    ),
    one(
      "violating",
      "violation",
      "Tencent",
      resource("tc.Vpn", {
        ...strongTencent,
        preShareKey: secret(KEY),
        securityGroupPolicies: subnets(["10.0.1.0/24"]),
      }),
    ),
    one(
      "violating",
      "violation",
      "Huawei policy",
      resource("hw.Vpn", { ...hw, policyRules: [{ source: "172.16.3.0/24", destinations: ["172.16.0.0/16"] }] }),
    ),
    {
      kind: "violating",
      name: "a peering",
      verdict: "violation",
      resources: [vpc("a", "10.0.0.0/16"), vpc("b", "10.0.4.0/24"), peering, ...routed],
    },
    one("unknown", "undetermined", "remote range", resource("ali.Vpn", { ...ali, remoteSubnets: [unknown.string] })),
    {
      kind: "unknown",
      name: "a network of a peering",
      verdict: "undetermined",
      resources: [vpc("a", "10.0.0.0/16"), vpc("b", unknown.string), peering, ...routed],
    },
    one(
      "secret",
      "violation",
      "secret ranges",
      resource("ali.Vpn", { ...ali, remoteSubnets: secret(["10.0.8.0/24"]) }),
    ),
    one("absent", "ok", "no ranges", resource("hw.Vpn", { ...hw, peerSubnets: undefined })),
  ],
  "NET-13": [
    {
      kind: "compliant",
      name: "routes on both sides",
      verdict: "ok",
      resources: [vpc("a", "10.0.0.0/16"), vpc("b", "10.1.0.0/16"), peering, ...routed],
    },
    {
      kind: "violating",
      name: "no route",
      verdict: "violation",
      resources: [vpc("a", "10.0.0.0/16"), vpc("b", "10.1.0.0/16"), peering],
    },
    {
      kind: "violating",
      name: "one route",
      verdict: "violation",
      resources: [vpc("a", "10.0.0.0/16"), vpc("b", "10.1.0.0/16"), peering, routed[0]!],
    },
    {
      kind: "violating",
      name: "across regions",
      verdict: "violation",
      resources: [
        vpc("a", "10.0.0.0/16", { region: "cn-north-4" }),
        vpc("b", "10.1.0.0/16", { region: "cn-east-3" }),
        peering,
        ...routed,
      ],
    },
    {
      kind: "violating",
      name: "twice",
      verdict: "violation",
      resources: [
        vpc("a", "10.0.0.0/16"),
        vpc("b", "10.1.0.0/16"),
        peering,
        ...routed,
        { ...peering, name: "p2", from: { vpcId: ["b"], peerVpcId: ["a"] } },
      ],
    },
    {
      kind: "unknown",
      name: "a network's range",
      verdict: "ok",
      resources: [vpc("a", unknown.string), vpc("b", unknown.string), peering, ...routed],
    },
    {
      kind: "secret",
      name: "a secret range",
      verdict: "ok",
      resources: [vpc("a", secret("10.0.0.0/16")), vpc("b", "10.1.0.0/16"), peering, ...routed],
    },
    { kind: "absent", name: "no peering", verdict: "ok", resources: [vpc("a", "10.0.0.0/16")] },
  ],
  "NET-14": [
    one("compliant", "ok", "Tencent, written out", resource("tc.Vpn", { ...strongTencent, preShareKey: secret(KEY) })),
    one("compliant", "ok", "Alibaba, written out", resource("ali.Vpn", ali)),
    one(
      "violating",
      "violation",
      "Alibaba, DES",
      resource("ali.Vpn", { ...ali, ikeConfig: { ...ali.ikeConfig, ikeEncAlg: "des" } }),
    ),
    one(
      "violating",
      "violation",
      "Alibaba, second of two tunnels",
      resource("ali.Vpn", {
        ...ali,
        ikeConfig: undefined,
        ipsecConfig: undefined,
        tunnelOptionsSpecifications: [
          { role: "master", tunnelIkeConfig: { ...strongAli, psk: secret(KEY) }, tunnelIpsecConfig: strongAliIpsec },
          {
            role: "slave",
            tunnelIkeConfig: { ...strongAli, ikeVersion: "ikev1", psk: secret(KEY) },
            tunnelIpsecConfig: strongAliIpsec,
          },
        ],
      }),
    ),
    one("violating", "violation", "Huawei, IKEv1", resource("hw.Vpn", { ...hw, ikepolicy: { ikeVersion: "v1" } })),
    one(
      "violating",
      "violation",
      "Tencent, no PFS",
      resource("tc.Vpn", { ...strongTencent, ipsecPfsDhGroup: "NULL", preShareKey: secret(KEY) }),
    ),
    one(
      "violating",
      "violation",
      "aggressive mode",
      resource("tc.Vpn", {
        ...strongTencent,
        ikeVersion: "IKEV1",
        ikeExchangeMode: "AGGRESSIVE",
        preShareKey: secret(KEY),
      }),
    ),
    one(
      "unknown",
      "undetermined",
      "version",
      resource("tc.Vpn", { ...strongTencent, ikeVersion: unknown.string, preShareKey: secret(KEY) }),
    ),
    one(
      "secret",
      "violation",
      "a secret cipher",
      resource("tc.Vpn", { ...strongTencent, ikeProtoEncryAlgorithm: secret("DES-CBC"), preShareKey: secret(KEY) }),
    ),
    one(
      "absent",
      "violation",
      "Tencent's defaults",
      resource("tc.Vpn", { customerGatewayId: "c", vpnGatewayId: "v", preShareKey: secret(KEY) }),
    ),
    one(
      "absent",
      "violation",
      "Alibaba's defaults",
      resource("ali.Vpn", { ...ali, ikeConfig: { psk: secret(KEY) }, ipsecConfig: undefined }),
    ),
    one("absent", "ok", "Huawei's defaults", resource("hw.Vpn", hw)),
  ],
  "NET-15": [
    one("compliant", "ok", "a long random key", resource("hw.Vpn", hw)),
    {
      kind: "compliant",
      name: "one key at the two ends, in two clouds",
      verdict: "ok",
      resources: [
        resource("hw.Vpn", hw, { name: "one" }),
        resource("tc.Vpn", { ...strongTencent, preShareKey: secret(KEY) }, { name: "other" }),
      ],
    },
    one("violating", "violation", "short", resource("hw.Vpn", { ...hw, psk: secret("Welcome1") })),
    one(
      "violating",
      "violation",
      "simple",
      resource("tc.Vpn", { ...strongTencent, preShareKey: secret("ab".repeat(20)) }),
    ),
    {
      kind: "violating",
      name: "twice",
      verdict: "violation",
      resources: [resource("hw.Vpn", hw, { name: "one" }), resource("hw.Vpn", hw, { name: "two" })],
    },
    one(
      "unknown",
      "undetermined",
      "a key made in this plan",
      resource("hw.Vpn", { ...hw, psk: secret(unknown.string) }),
    ),
    one(
      "secret",
      "violation",
      "a short secret",
      resource("ali.Vpn", { ...ali, ikeConfig: { ...strongAli, psk: secret("12345678") } }),
    ),
    one("absent", "ok", "no key: the cloud makes one", resource("ali.Vpn", { ...ali, ikeConfig: strongAli })),
  ],
  "NET-16": [
    {
      kind: "compliant",
      name: "ikev2 and the range",
      verdict: "ok",
      resources: [
        dtsJob,
        resource("ali.Vpn", { ...ali, localSubnets: ["10.0.0.0/16", "100.104.52.0/24"] }, { name: "v" }),
      ],
    },
    { kind: "compliant", name: "no DTS task", verdict: "ok", resources: [resource("ali.Vpn", ali)] },
    {
      kind: "violating",
      name: "without the range",
      verdict: "violation",
      resources: [dtsJob, resource("ali.Vpn", ali, { name: "v" })],
    },
    {
      kind: "violating",
      name: "ikev1",
      verdict: "violation",
      resources: [
        dtsJob,
        resource(
          "ali.Vpn",
          { ...ali, localSubnets: ["100.104.0.0/16"], ikeConfig: { ...ali.ikeConfig, ikeVersion: "ikev1" } },
          { name: "v" },
        ),
      ],
    },
    {
      kind: "unknown",
      name: "local ranges",
      verdict: "undetermined",
      resources: [dtsJob, resource("ali.Vpn", { ...ali, localSubnets: [unknown.string] }, { name: "v" })],
    },
    {
      kind: "secret",
      name: "secret ranges",
      verdict: "violation",
      resources: [dtsJob, resource("ali.Vpn", { ...ali, localSubnets: secret(["10.0.0.0/16"]) }, { name: "v" })],
    },
    {
      kind: "absent",
      name: "the version by default",
      verdict: "violation",
      resources: [
        dtsJob,
        resource(
          "ali.Vpn",
          { ...ali, localSubnets: ["100.104.0.0/16"], ikeConfig: { psk: secret(KEY) } },
          { name: "v" },
        ),
      ],
    },
  ],
};
