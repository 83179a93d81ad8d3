import { aliRule, type Case, KEY, NOW, one, resource, secret, strongAli, strongAliIpsec, unknown } from "./case";

const world = ["0.0.0.0/0"];
const lite = (...ingresses: unknown[]) =>
  resource("tencentcloud:index/securityGroupLiteRule:SecurityGroupLiteRule", {
    securityGroupId: unknown.string,
    ingresses,
  });
const ali = (type: string, props: Record<string, unknown>) => resource(`alicloud:${type}`, props);
const READ_ONLY = "rds/readOnlyInstance:ReadOnlyInstance";
const POLARDB = "polardb/cluster:Cluster";
const ATTACHMENT = "vpn/gatewayVpnAttachment:GatewayVpnAttachment";
const SERVER = "vpn/ipsecServer:IpsecServer";
const attachment = {
  localSubnet: "10.0.0.0/16",
  remoteSubnet: "172.16.0.0/16",
  ikeConfig: { ...strongAli, psk: secret(KEY) },
  ipsecConfig: strongAliIpsec,
};
const done = { now: NOW, config: { dbferry: { phase: "done" } } };
const gateway = resource(
  "huaweicloud:index/vpnGateway:VpnGateway",
  { localSubnets: ["192.168.0.0/16"], vpcId: "v" },
  { name: "gateway" },
);
const behind = (peerSubnets: string[]) => [
  gateway,
  resource(
    "hw.Vpn",
    {
      gatewayId: unknown.string,
      gatewayIp: "e",
      vpnType: "static",
      customerGatewayId: "c",
      psk: secret(KEY),
      peerSubnets,
    },
    { from: { gatewayId: ["gateway"] } },
  ),
];

const login = (accountType: string) => [
  resource("ali.Account", { accountName: "mover", accountType, dbInstanceId: "rm-1" }, { name: "account" }),
  resource("ali.Job", {
    dtsInstanceId: "dts-1",
    sourceEndpointInstanceType: "RDS",
    sourceEndpointUserName: "mover",
    destinationEndpointInstanceType: "RDS",
    destinationEndpointUserName: "df_shop",
  }),
];

/** Less common vendor resources: the same rules, with values in other places. */
export const vendors: Record<string, Case[]> = {
  "NET-01": [
    ...[READ_ONLY, "rds/rdsCloneDbInstance:RdsCloneDbInstance", "rds/rdsUpgradeDbInstance:RdsUpgradeDbInstance"].map(
      (type) => one("violating", "violation", type, ali(type, { securityIps: world })),
    ),
    one("violating", "violation", "DdrInstance", ali("rds/ddrInstance:DdrInstance", { securityIps: world })),
    one("violating", "violation", "AnalyticDB", ali("adb/dBCluster:DBCluster", { securityIps: world })),
    one("violating", "violation", "PolarDB", ali(POLARDB, { securityIps: world })),
    one(
      "violating",
      "violation",
      "PolarDB, second named list",
      ali(POLARDB, { dbClusterIpArrays: [{ securityIps: ["10.0.0.1"] }, { securityIps: ["10.0.0.1,0.0.0.0/0"] }] }),
    ),
    one("unknown", "undetermined", "PolarDB, all lists", ali(POLARDB, { dbClusterIpArrays: unknown.array })),
    one("absent", "ok", "PolarDB without a list", ali(POLARDB, {})),
    one("violating", "violation", "Tencent lite rule", lite("ACCEPT#10.0.0.1#3306#TCP", "ACCEPT#0.0.0.0/0#3306#TCP")),
    one("violating", "violation", "a lite rule nobody can read", lite("let everyone in")),
    one("compliant", "ok", "a lite rule that drops", lite("DROP#0.0.0.0/0#ALL#ALL")),
    one("compliant", "ok", "a lite rule for one address", lite("ACCEPT#203.0.113.7#3306#TCP")),
    one("unknown", "undetermined", "lite rule", lite(unknown.string)),
  ],
  "NET-02": [
    one("violating", "violation", "PolarDB in halves", ali(POLARDB, { securityIps: ["0.0.0.0/1", "128.0.0.0/1"] })),
  ],
  "NET-03": [one("violating", "violation", "a lite rule without a source", lite("ACCEPT##3306#TCP"))],
  "NET-05": [
    one(
      "violating",
      "violation",
      "a global list of PolarDB",
      ali("polardb/globalSecurityIpGroup:GlobalSecurityIpGroup", {
        globalIpGroupName: "dts",
        globalIpList: "10.0.0.1,0.0.0.0/0",
      }),
    ),
    one(
      "unknown",
      "undetermined",
      "a cluster that refers to a list outside the plan",
      ali(POLARDB, { globalSecurityGroupLists: ["g-1"] }),
    ),
    one(
      "unknown",
      "undetermined",
      "a prefix list outside the plan",
      resource("ali.Rule", { ...aliRule, prefixListId: "pl-1" }),
    ),
  ],
  "NET-06": [
    one("violating", "violation", "a lite rule for every port", lite("ACCEPT#203.0.113.7#ALL#ALL")),
    one("compliant", "ok", "a lite rule for one", lite("ACCEPT#203.0.113.7#3306#TCP")),
  ],
  "NET-07": [
    one("compliant", "ok", "the server itself", resource("tc.Account", { name: "a", host: "localhost" })),
    one(
      "absent",
      "violation",
      "grants on Tencent without a host",
      resource("tc.Privilege", { accountName: "a", globals: [] }),
    ),
    one(
      "compliant",
      "ok",
      "grants for one host",
      resource("tc.Privilege", { accountName: "a", accountHost: "10.0.0.7" }),
    ),
    one(
      "violating",
      "violation",
      "TDSQL-C",
      resource("tencentcloud:index/cynosdbAccount:CynosdbAccount", { accountName: "a", host: "%" }),
    ),
    one(
      "absent",
      "violation",
      "GaussDB for MySQL without a host",
      resource("huaweicloud:index/gaussdbMysqlAccount:GaussdbMysqlAccount", { name: "a" }),
    ),
  ],
  "NET-10": [
    ...[
      ["rds/dbProxyPublic:DbProxyPublic", { dbProxyConnectionStringNetType: "Public" }],
      ["rds/dbInstanceEndpointAddress:DbInstanceEndpointAddress", {}],
      ["polardb/endpointAddress:EndpointAddress", {}],
      ["polardb/primaryEndpoint:PrimaryEndpoint", { netType: "Public" }],
      ["polardb/endpoint:Endpoint", { netType: "Public" }],
    ].map(([type, props]) =>
      one("violating", "violation", String(type), ali(String(type), props as Record<string, unknown>), done),
    ),
    one("compliant", "ok", "a private one", ali("polardb/endpoint:Endpoint", { netType: "Private" }), done),
    one("absent", "ok", "one that says nothing", ali("polardb/primaryEndpoint:PrimaryEndpoint", {}), done),
  ],
  "NET-12": [
    {
      kind: "violating",
      name: "the far side of a Huawei connection is in its gateway's network",
      verdict: "violation",
      resources: behind(["192.168.7.0/24"]),
    },
    { kind: "compliant", name: "it is not", verdict: "ok", resources: behind(["172.16.0.0/16"]) },
    one(
      "compliant",
      "ok",
      "routes choose what enters the tunnel",
      ali(ATTACHMENT, { ...attachment, localSubnet: "0.0.0.0/0", remoteSubnet: "0.0.0.0/0" }),
    ),
    one("violating", "violation", "an attachment", ali(ATTACHMENT, { ...attachment, remoteSubnet: "10.0.8.0/24" })),
  ],
  "NET-14": [
    one("compliant", "ok", "an attachment", ali(ATTACHMENT, attachment)),
    one("absent", "violation", "an attachment that says nothing", ali(ATTACHMENT, { ...attachment, ikeConfig: {} })),
    one(
      "violating",
      "violation",
      "clients with ikev1",
      ali(SERVER, { clientIpPool: "172.31.0.0/24", localSubnet: "10.0.0.0/16", ikeConfigs: [{ ikeVersion: "ikev1" }] }),
    ),
  ],
  "NET-15": [
    one(
      "violating",
      "violation",
      "clients with a short key",
      ali(SERVER, { clientIpPool: "172.31.0.0/24", localSubnet: "10.0.0.0/16", psk: "Welcome1" }),
    ),
  ],
  "NET-17": [
    one(
      "violating",
      "violation",
      "a replica's default group",
      ali(READ_ONLY, { securityIps: ["10.0.0.1"], modifyMode: "Cover" }),
    ),
    {
      kind: "violating",
      name: "lite rules over a security group that the plan does not declare",
      verdict: "violation",
      resources: [
        resource("tencentcloud:index/securityGroupLiteRule:SecurityGroupLiteRule", {
          securityGroupId: "sg-1",
          ingresses: ["ACCEPT#203.0.113.7#3306#TCP"],
        }),
      ],
    },
  ],
  "NET-18": [
    one(
      "violating",
      "violation",
      "PolarDB",
      ali(POLARDB, { dbClusterIpArrays: [{ dbClusterIpArrayName: "ali_dms_group", securityIps: ["10.0.0.1"] }] }),
    ),
  ],
  "TSK-02": [
    one("violating", "violation", "a key of clients", ali(SERVER, { psk: KEY })),
    one("secret", "ok", "the same, secret", ali(SERVER, { psk: secret(KEY) })),
    one(
      "violating",
      "violation",
      "a PolarDB account",
      ali("polardb/account:Account", { accountPassword: "Abc12345_xyz" }),
    ),
  ],
  "TSK-03": [
    {
      kind: "violating",
      name: "an account that the plan makes privileged",
      verdict: "violation",
      resources: login("Super"),
    },
    { kind: "compliant", name: "an ordinary account of the plan", verdict: "ok", resources: login("Normal") },
  ],
  "TSK-15": [
    one("violating", "violation", "PolarDB", ali(POLARDB, { payType: "PrePaid" })),
    one("violating", "violation", "a DTS instance", ali("dts/instance:Instance", { paymentType: "Subscription" })),
  ],
  "OPS-02": [
    one(
      "violating",
      "violation",
      "a DTS instance from the mainland",
      ali("dts/instance:Instance", { sourceRegion: "cn-hangzhou", destinationRegion: "ap-southeast-1" }),
    ),
  ],
};
