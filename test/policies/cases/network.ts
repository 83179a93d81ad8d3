import { aliRule, type Case, hwRule, NOW, one, resource, SOON, secret, tcRule, unknown } from "./case";

const world = ["0.0.0.0/0"];
const marked = { "migrate-id": "shop", "migrate-expires": SOON };
const egress = { ...hwRule, direction: "egress" };

/** A rule in use: its description stays unchanged while the migration's end moves. */
function keptBack(kind: "compliant" | "violating", verdict: Case["verdict"], name: string, expires: string): Case {
  const description = "dbferry migrate-id=shop migrate-expires=2026-11-19T00:00:00Z";
  return {
    kind,
    name,
    verdict,
    resources: [
      resource("dbferry:index:Migration", { name: "shop", expires }, { name: "m" }),
      resource("hw.Rule", { ...hwRule, description }, { name: "r", parent: "m", ignoreChanges: ["description"] }),
    ],
  };
}

/** Cases of the rules over openings and lifetimes, by rule. */
export const network: Record<string, Case[]> = {
  "NET-01": [
    one("compliant", "ok", "one address", resource("ali.Instance", { securityIps: ["203.0.113.7/32"] })),
    one("compliant", "ok", "the provider's own default", resource("ali.Instance", { securityIps: ["127.0.0.1"] })),
    one(
      "compliant",
      "ok",
      "a rule that drops",
      resource("ali.Rule", { ...aliRule, policy: "drop", cidrIp: "0.0.0.0/0" }),
    ),
    one("compliant", "ok", "egress", resource("hw.Rule", { ...egress, remoteIpPrefix: "0.0.0.0/0" })),
    one("violating", "violation", "Alibaba allowlist", resource("ali.Instance", { securityIps: world })),
    one("violating", "violation", "a bare 0.0.0.0", resource("ali.Instance", { securityIps: ["0.0.0.0"] })),
    one(
      "violating",
      "violation",
      "one string for a list",
      resource("ali.Instance", { securityIps: "10.0.0.1,0.0.0.0/0" }),
    ),
    one("violating", "violation", "Alibaba rule", resource("ali.Rule", { ...aliRule, cidrIp: "0.0.0.0/0" })),
    one("violating", "violation", "Alibaba rule, IPv6", resource("ali.Rule", { ...aliRule, ipv6CidrIp: "::/0" })),
    one("violating", "violation", "Huawei rule", resource("hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" })),
    one("violating", "violation", "Tencent rule", resource("tc.Rule", { ...tcRule, cidrIp: "0.0.0.0/0" })),
    one(
      "violating",
      "violation",
      "Tencent rule set, second rule, IPv6",
      resource("tc.RuleSet", {
        securityGroupId: unknown.string,
        ingresses: [
          { action: "ACCEPT", cidrBlock: "10.0.0.1", protocol: "TCP", port: "3306" },
          { action: "ACCEPT", ipv6CidrBlock: "0::0/0", protocol: "TCP", port: "3306" },
        ],
      }),
    ),
    one(
      "violating",
      "violation",
      "dbferry entry",
      resource("df.Entry", { cidrs: world, expires: SOON, group: "dbferry_shop" }),
    ),
    one("violating", "violation", "an entry nobody can read", resource("ali.Instance", { securityIps: ["0.0.0.0⁄0"] })),
    one("unknown", "undetermined", "whole list", resource("ali.Instance", { securityIps: unknown.array })),
    one(
      "unknown",
      "undetermined",
      "one entry",
      resource("df.Entry", { cidrs: ["203.0.113.7/32", unknown.string], expires: SOON }),
    ),
    one(
      "unknown",
      "violation",
      "known world beside an unknown",
      resource("ali.Instance", { securityIps: [unknown.string, "0.0.0.0/0"] }),
    ),
    one("unknown", "undetermined", "a host name", resource("ali.Instance", { securityIps: ["db.example.com"] })),
    one("secret", "violation", "a secret list", resource("ali.Instance", { securityIps: secret(world) })),
    one("secret", "ok", "a secret narrow list", resource("ali.Instance", { securityIps: secret(["203.0.113.7/32"]) })),
    one("absent", "ok", "no list", resource("ali.Instance", { engine: "MySQL" })),
  ],
  "NET-02": [
    one(
      "compliant",
      "ok",
      "a few addresses",
      resource("ali.Instance", { securityIps: ["203.0.113.7", "203.0.113.8"] }),
    ),
    one(
      "compliant",
      "ok",
      "RFC 1918 in a list",
      resource("ali.Instance", { securityIps: ["10.0.0.0/16", "192.168.0.0/24"] }),
    ),
    one("violating", "violation", "halves", resource("ali.Instance", { securityIps: ["0.0.0.0/1", "128.0.0.0/1"] })),
    one("violating", "violation", "one half", resource("hw.Rule", { ...hwRule, remoteIpPrefix: "128.0.0.0/1" })),
    one(
      "violating",
      "violation",
      "a /8 in pieces",
      resource("df.Entry", { cidrs: ["47.0.0.0/9", "47.128.0.0/9"], expires: SOON }),
    ),
    {
      kind: "violating",
      name: "single rules of one security group",
      verdict: "violation",
      resources: ["0.0.0.0/9", "0.128.0.0/9", "1.0.0.0/9", "1.128.0.0/9", "2.0.0.0/9"].map((remoteIpPrefix, index) =>
        resource("hw.Rule", { ...hwRule, remoteIpPrefix }, { name: `rule-${index}` }),
      ),
    },
    one(
      "unknown",
      "undetermined",
      "one entry",
      resource("ali.Instance", { securityIps: ["0.0.0.0/9", unknown.string] }),
    ),
    one(
      "secret",
      "violation",
      "secret halves",
      resource("ali.Instance", { securityIps: secret(["0.0.0.0/1", "128.0.0.0/1"]) }),
    ),
    one("absent", "ok", "no list", resource("ali.Instance", {})),
  ],
  "NET-03": [
    one("compliant", "ok", "stated", resource("hw.Rule", { ...hwRule, remoteIpPrefix: "192.168.0.10/32" })),
    one("compliant", "ok", "another group instead", resource("hw.Rule", { ...hwRule, remoteGroupId: "sg-2" })),
    one("violating", "violation", "Huawei, no source", resource("hw.Rule", hwRule)),
    one("violating", "violation", "Huawei, empty source", resource("hw.Rule", { ...hwRule, remoteIpPrefix: "" })),
    // The provider rejects it before calling the cloud: "Either 'cidr_ip' or 'source_security_group_id' must be
    // specified".
    one("compliant", "ok", "Alibaba, which refuses an empty source", resource("ali.Rule", { ...aliRule, cidrIp: "" })),
    one("violating", "violation", "Tencent, no source", resource("tc.Rule", tcRule)),
    one(
      "violating",
      "violation",
      "Tencent rule set, no source",
      resource("tc.RuleSet", {
        securityGroupId: unknown.string,
        ingresses: [{ action: "ACCEPT", protocol: "TCP", port: "3306" }],
      }),
    ),
    one(
      "violating",
      "violation",
      "Huawei, no protocol",
      resource("hw.Rule", {
        direction: "ingress",
        ethertype: "IPv4",
        securityGroupId: "sg-1",
        remoteIpPrefix: "203.0.113.7/32",
      }),
    ),
    one(
      "unknown",
      "ok",
      "a source that is not known yet",
      resource("hw.Rule", { ...hwRule, remoteIpPrefix: unknown.string }),
    ),
    one(
      "secret",
      "ok",
      "a secret source",
      resource("hw.Rule", { ...hwRule, remoteIpPrefix: secret("203.0.113.7/32") }),
    ),
    one(
      "absent",
      "violation",
      "nothing but the required",
      resource("hw.Rule", { direction: "ingress", ethertype: "IPv6", securityGroupId: "sg-1" }),
    ),
  ],
  "NET-04": [
    one("compliant", "ok", "a /24", resource("hw.Rule", { ...hwRule, remoteIpPrefix: "203.0.113.0/24" })),
    one("compliant", "ok", "a private /16", resource("hw.Rule", { ...hwRule, remoteIpPrefix: "10.7.0.0/16" })),
    one(
      "compliant",
      "ok",
      "ranges that a vendor publishes",
      resource("ali.Instance", { securityIps: ["112.74.0.0/16", "120.24.0.0/16", "120.25.0.0/16", "100.104.0.0/16"] }),
    ),
    one(
      "compliant",
      "ok",
      "hundreds of single addresses",
      resource("ali.Instance", {
        securityIps: Array.from({ length: 600 }, (_, i) => `47.${i % 200}.${Math.floor(i / 200)}.7/32`),
      }),
    ),
    one("violating", "violation", "a public /14", resource("hw.Rule", { ...hwRule, remoteIpPrefix: "47.92.0.0/14" })),
    one("violating", "violation", "a public /23", resource("tc.Rule", { ...tcRule, cidrIp: "203.0.112.0/23" })),
    one(
      "violating",
      "violation",
      "a range of 600",
      resource("ali.Instance", { securityIps: ["47.92.0.0-47.92.2.87"] }),
    ),
    one("violating", "violation", "all of 10/8", resource("hw.Rule", { ...hwRule, remoteIpPrefix: "10.0.0.0/8" })),
    one(
      "unknown",
      "undetermined",
      "one entry",
      resource("ali.Instance", { securityIps: ["203.0.113.7", unknown.string] }),
    ),
    one(
      "secret",
      "violation",
      "a secret /14",
      resource("hw.Rule", { ...hwRule, remoteIpPrefix: secret("47.92.0.0/14") }),
    ),
    one("absent", "ok", "no source", resource("hw.Rule", hwRule)),
  ],
  "NET-05": [
    one(
      "compliant",
      "ok",
      "narrow template",
      resource("tc.Template", { addresses: ["203.0.113.7", "203.0.113.16-203.0.113.31"] }),
    ),
    one("violating", "violation", "a world-wide range", resource("tc.Template", { addresses: ["1.0.0.1-250.0.0.1"] })),
    one("violating", "violation", "Huawei address group", resource("hw.Group", { addresses: world })),
    one(
      "violating",
      "violation",
      "Huawei address group, extra set",
      resource("hw.Group", { ipExtraSets: [{ ip: "0.0.0.0/1" }, { ip: "128.0.0.0/1" }] }),
    ),
    one(
      "violating",
      "violation",
      "Alibaba template",
      resource("ali.Template", { templateName: "dts", ipWhiteList: "10.0.0.1,0.0.0.0/0" }),
    ),
    one(
      "violating",
      "violation",
      "prefix list",
      resource("ali.PrefixList", { addressFamily: "IPv4", entries: [{ cidr: "0.0.0.0/0" }] }),
    ),
    one(
      "violating",
      "violation",
      "VPC prefix list",
      resource("ali.VpcPrefixList", { entrys: [{ cidr: "47.0.0.0/9" }] }),
    ),
    {
      kind: "violating",
      name: "templates of templates",
      verdict: "violation",
      resources: [
        resource("tc.Template", { addresses: ["47.0.0.0/24"] }, { name: "a" }),
        resource(
          "tc.Template",
          { addresses: Array.from({ length: 256 }, (_, i) => `48.${i}.0.0-48.${i}.255.255`) },
          { name: "b" },
        ),
        resource(
          "tc.TemplateGroup",
          { templateIds: [unknown.string, unknown.string] },
          { name: "g", from: { templateIds: ["a", "b"] } },
        ),
      ],
    },
    one("unknown", "undetermined", "contents", resource("hw.Group", { addresses: unknown.array })),
    {
      kind: "unknown",
      name: "a list outside the plan",
      verdict: "undetermined",
      resources: [resource("hw.Rule", { ...hwRule, remoteAddressGroupId: "group-1" })],
    },
    {
      kind: "compliant",
      name: "a list of the plan",
      verdict: "ok",
      resources: [
        resource("hw.Group", { addresses: ["203.0.113.7"] }, { name: "g" }),
        resource(
          "hw.Rule",
          { ...hwRule, remoteAddressGroupId: unknown.string },
          { name: "r", from: { remoteAddressGroupId: ["g"] } },
        ),
      ],
    },
    one("unknown", "undetermined", "a template outside the plan", resource("ali.Instance", { templateIdLists: [12] })),
    {
      kind: "compliant",
      name: "a template of the plan",
      verdict: "ok",
      resources: [
        resource("ali.Template", { templateName: "dts", ipWhiteList: "203.0.113.7" }, { name: "t" }),
        resource(
          "ali.Instance",
          { templateIdLists: [unknown.number] },
          { name: "i", from: { templateIdLists: ["t"] } },
        ),
      ],
    },
    one("secret", "violation", "secret contents", resource("hw.Group", { addresses: secret(world) })),
    one("absent", "ok", "no contents", resource("hw.Group", { name: "empty" })),
  ],
  "NET-06": [
    one("compliant", "ok", "the database's port", resource("hw.Rule", { ...hwRule, remoteIpPrefix: "203.0.113.7/32" })),
    one(
      "compliant",
      "ok",
      "another service alone",
      resource("hw.Rule", { ...hwRule, ports: "443", remoteIpPrefix: "203.0.113.7/32" }),
    ),
    one(
      "compliant",
      "ok",
      "a declared port",
      resource("hw.Rule", { ...hwRule, ports: "3307", remoteIpPrefix: "203.0.113.7/32" }),
      {
        config: { dbferry: { ports: [3306, 3307] } },
      },
    ),
    one(
      "violating",
      "violation",
      "every port",
      resource("ali.Rule", { ...aliRule, ipProtocol: "all", portRange: "-1/-1", cidrIp: "203.0.113.7/32" }),
    ),
    one(
      "violating",
      "violation",
      "1/65535",
      resource("ali.Rule", { ...aliRule, portRange: "1/65535", cidrIp: "203.0.113.7/32" }),
    ),
    one(
      "violating",
      "violation",
      "a range around it",
      resource("hw.Rule", { ...hwRule, ports: "3300-3310", remoteIpPrefix: "203.0.113.7/32" }),
    ),
    one(
      "violating",
      "violation",
      "min and max",
      resource("hw.Rule", {
        ...hwRule,
        ports: undefined,
        portRangeMin: 1,
        portRangeMax: 65535,
        remoteIpPrefix: "203.0.113.7/32",
      }),
    ),
    one(
      "violating",
      "violation",
      "with SSH",
      resource("tc.Rule", { ...tcRule, portRange: "22,3306", cidrIp: "203.0.113.7/32" }),
    ),
    one(
      "violating",
      "violation",
      "Tencent ALL",
      resource("tc.Rule", { ...tcRule, portRange: "ALL", cidrIp: "203.0.113.7/32" }),
    ),
    one(
      "unknown",
      "undetermined",
      "port",
      resource("hw.Rule", { ...hwRule, ports: unknown.string, remoteIpPrefix: "203.0.113.7/32" }),
    ),
    one(
      "unknown",
      "undetermined",
      "protocol",
      resource("hw.Rule", { ...hwRule, protocol: unknown.string, remoteIpPrefix: "203.0.113.7/32" }),
    ),
    one(
      "secret",
      "violation",
      "a secret port",
      resource("hw.Rule", { ...hwRule, ports: secret("1-65535"), remoteIpPrefix: "203.0.113.7/32" }),
    ),
    one(
      "absent",
      "violation",
      "Tencent's default",
      resource("tc.Rule", { type: "ingress", policy: "ACCEPT", securityGroupId: "sg-1", cidrIp: "203.0.113.7/32" }),
    ),
  ],
  "NET-07": [
    one("compliant", "ok", "one host", resource("df.Account", { hosts: ["203.0.113.7"] })),
    one("compliant", "ok", "a narrow pattern", resource("tc.Account", { host: "10.1.2.%", name: "mover" })),
    one("violating", "violation", "dbferry", resource("df.Account", { hosts: ["%"] })),
    one("violating", "violation", "Huawei", resource("hw.Account", { hosts: ["10.0.0.1", "%"], name: "mover" })),
    one("violating", "violation", "a name pattern", resource("tc.Account", { host: "%.com", name: "mover" })),
    one("unknown", "undetermined", "hosts", resource("df.Account", { hosts: unknown.array })),
    one("secret", "violation", "secret hosts", resource("df.Account", { hosts: secret(["%"]) })),
    one("absent", "violation", "Tencent's default", resource("tc.Account", { name: "mover" })),
    one("absent", "violation", "Huawei's default", resource("hw.Account", { name: "mover" })),
  ],
  "NET-08": [
    one(
      "compliant",
      "ok",
      "a permanent rule",
      resource("hw.Rule", { ...hwRule, remoteIpPrefix: "203.0.113.7/32", description: "office" }),
    ),
    one("compliant", "ok", "tags", resource("hw.Eip", { tags: marked })),
    one(
      "compliant",
      "ok",
      "description",
      resource("hw.Rule", { ...hwRule, description: `dbferry migrate-id=shop migrate-expires=${SOON}` }),
    ),
    {
      kind: "compliant",
      name: "inherited from the component above",
      verdict: "ok",
      resources: [
        resource("df.Migration", { name: "shop", phase: "prepare", expires: SOON }, { name: "m" }),
        resource("ali.Connection", { instanceId: "rm-1" }, { name: "c", parent: "m" }),
        resource("df.Account", { hosts: ["203.0.113.7"] }, { name: "a", parent: "m" }),
      ],
    },
    one(
      "violating",
      "violation",
      "EIP with a mark and no date",
      resource("hw.Eip", { tags: { "migrate-id": "shop" } }),
    ),
    one(
      "violating",
      "violation",
      "too far",
      resource("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": "2027-06-01T00:00:00Z" } }),
    ),
    one(
      "violating",
      "violation",
      "not an instant",
      resource("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": "next week" } }),
    ),
    one("violating", "violation", "dbferry entry", resource("df.Entry", { cidrs: ["203.0.113.7/32"] })),
    one("violating", "violation", "dbferry task", resource("df.Task", { name: "t" })),
    one(
      "violating",
      "violation",
      "Tencent rule set",
      resource("tc.RuleSet", {
        securityGroupId: unknown.string,
        ingresses: [{ action: "ACCEPT", cidrBlock: "10.0.0.1", description: "dbferry migrate-id=shop" }],
      }),
    ),
    {
      kind: "violating",
      name: "a bare child of a component without a date",
      verdict: "violation",
      resources: [
        resource("dbferry:index:HuaweicloudTaskEip", {}, { name: "m" }),
        resource("hw.Eip", { name: "x" }, { name: "e", parent: "m" }),
      ],
    },
    one(
      "unknown",
      "undetermined",
      "date",
      resource("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": unknown.string } }),
    ),
    one(
      "unknown",
      "undetermined",
      "dbferry entry's date",
      resource("df.Entry", { cidrs: ["203.0.113.7/32"], expires: unknown.string }),
    ),
    one(
      "secret",
      "ok",
      "a secret date",
      resource("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": secret(SOON) } }),
    ),
    one("absent", "ok", "no tags", resource("hw.Eip", {})),
    {
      kind: "absent",
      name: "an endpoint under a component that says nothing",
      verdict: "undetermined",
      resources: [
        resource("dbferry:index:AlicloudPublicEndpoint", {}, { name: "m" }),
        resource("ali.Connection", { instanceId: "rm-1" }, { name: "c", parent: "m" }),
      ],
    },
  ],
  "NET-09": [
    one("compliant", "ok", "in force", resource("hw.Eip", { tags: marked })),
    keptBack("compliant", "ok", "extended, and the rule's own text waits", SOON),
    keptBack("violating", "violation", "over, and the rule's own text waits", "2026-11-20T00:00:00Z"),
    one(
      "violating",
      "violation",
      "over",
      resource("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": "2026-11-20T00:00:00Z" } }),
    ),
    one(
      "violating",
      "violation",
      "over, in a description",
      resource("ali.Rule", {
        ...aliRule,
        cidrIp: "203.0.113.7/32",
        description: "migrate-id=shop migrate-expires=2026-01-01T00:00:00Z",
      }),
    ),
    one(
      "violating",
      "violation",
      "dbferry entry",
      resource("df.Entry", { cidrs: ["203.0.113.7/32"], expires: NOW.toISOString() }),
    ),
    one(
      "unknown",
      "ok",
      "not known yet (NET-08 says so)",
      resource("df.Entry", { cidrs: ["203.0.113.7/32"], expires: unknown.string }),
    ),
    one(
      "secret",
      "violation",
      "a secret date",
      resource("df.Entry", { cidrs: ["203.0.113.7/32"], expires: secret("2026-01-01T00:00:00Z") }),
    ),
    one("absent", "ok", "no date (NET-08 says so)", resource("df.Entry", { cidrs: ["203.0.113.7/32"] })),
  ],
  "NET-10": [
    one("compliant", "ok", "before the end", resource("ali.Connection", { instanceId: "rm-1" }), {
      config: { dbferry: { phase: "migrate" } },
    }),
    one("violating", "violation", "Alibaba endpoint", resource("ali.Connection", { instanceId: "rm-1" }), {
      config: { dbferry: { phase: "done" } },
    }),
    one(
      "violating",
      "violation",
      "Huawei",
      resource("hw.RdsEip", { instanceId: "rds-1", publicIp: "203.0.113.9", publicIpId: "e" }),
      { config: { dbferry: { phase: "done" } } },
    ),
    {
      kind: "violating",
      name: "Tencent, phase of the migration in the plan",
      verdict: "violation",
      resources: [
        resource("df.Migration", { phase: "done", expires: SOON }, { name: "m" }),
        resource("tc.Mysql", { internetService: 1 }, { name: "db" }),
      ],
    },
    one("unknown", "violation", "whether Tencent's is on", resource("tc.Mysql", { internetService: unknown.number }), {
      config: { dbferry: { phase: "done" } },
    }),
    one("secret", "violation", "a secret id", resource("ali.Connection", { instanceId: secret("rm-1") }), {
      config: { dbferry: { phase: "done" } },
    }),
    one("absent", "ok", "Tencent's default", resource("tc.Mysql", { instanceName: "db" }), {
      config: { dbferry: { phase: "done" } },
    }),
  ],
  "NET-17": [
    one(
      "compliant",
      "ok",
      "append to an own group",
      resource("ali.Instance", {
        securityIps: ["203.0.113.7"],
        dbInstanceIpArrayName: "dbferry_shop",
        modifyMode: "Append",
      }),
    ),
    one(
      "violating",
      "violation",
      "cover the default group",
      resource("ali.Instance", { securityIps: ["203.0.113.7"], modifyMode: "Cover" }),
    ),
    {
      kind: "violating",
      name: "rule set over a foreign group",
      verdict: "violation",
      resources: [
        resource("tc.RuleSet", {
          securityGroupId: "sg-9",
          ingresses: [{ action: "ACCEPT", cidrBlock: "203.0.113.7" }],
        }),
      ],
    },
    {
      kind: "compliant",
      name: "rule set over the plan's group",
      verdict: "ok",
      resources: [
        resource("tc.SecurityGroup", { name: "db" }, { name: "g" }),
        resource(
          "tc.RuleSet",
          { securityGroupId: "sg-9", ingresses: [] },
          { name: "s", from: { securityGroupId: ["g"] } },
        ),
      ],
    },
    one(
      "unknown",
      "undetermined",
      "mode",
      resource("ali.Instance", { securityIps: ["203.0.113.7"], modifyMode: unknown.string }),
    ),
    one(
      "secret",
      "violation",
      "a secret mode",
      resource("ali.Instance", { securityIps: ["203.0.113.7"], modifyMode: secret("Cover") }),
    ),
    one("absent", "violation", "mode by default", resource("ali.Instance", { securityIps: ["203.0.113.7"] })),
  ],
  "NET-18": [
    one(
      "compliant",
      "ok",
      "own group",
      resource("ali.Instance", { securityIps: ["203.0.113.7"], dbInstanceIpArrayName: "dbferry_shop" }),
    ),
    one(
      "violating",
      "violation",
      "default by name",
      resource("ali.Instance", { securityIps: ["203.0.113.7"], dbInstanceIpArrayName: "default" }),
    ),
    one(
      "violating",
      "violation",
      "DMS",
      resource("df.Entry", { cidrs: ["203.0.113.7/32"], group: "ali_dms_group", expires: SOON }),
    ),
    one(
      "unknown",
      "undetermined",
      "group",
      resource("df.Entry", { cidrs: ["203.0.113.7/32"], group: unknown.string, expires: SOON }),
    ),
    one(
      "secret",
      "violation",
      "a secret group",
      resource("ali.Instance", { securityIps: ["203.0.113.7"], dbInstanceIpArrayName: secret("hdm_security_ips") }),
    ),
    one("absent", "ok", "no name (NET-17 says so)", resource("ali.Instance", { securityIps: ["203.0.113.7"] })),
  ],
  "NET-19": [
    one("compliant", "ok", "one destination", resource("hw.Rule", { ...egress, remoteIpPrefix: "198.51.100.7/32" })),
    one("compliant", "ok", "ingress", resource("hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" })),
    one("violating", "violation", "everywhere", resource("hw.Rule", { ...egress, remoteIpPrefix: "0.0.0.0/0" })),
    one(
      "violating",
      "violation",
      "Tencent",
      resource("tc.RuleSet", {
        securityGroupId: unknown.string,
        egresses: [{ action: "ACCEPT", cidrBlock: "0.0.0.0/0", protocol: "ALL", port: "ALL" }],
      }),
    ),
    one("unknown", "undetermined", "destination", resource("hw.Rule", { ...egress, remoteIpPrefix: unknown.string })),
    one(
      "secret",
      "violation",
      "a secret destination",
      resource("hw.Rule", { ...egress, remoteIpPrefix: secret("0.0.0.0/0") }),
    ),
    one("absent", "violation", "Huawei's default", resource("hw.Rule", egress)),
  ],
};
