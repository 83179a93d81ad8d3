import { aliRule, type Case, hwRule, it, NOW, one, SOON, secret, tcRule, unknown } from "./case";

const world = ["0.0.0.0/0"];
const marked = { "migrate-id": "shop", "migrate-expires": SOON };
const egress = { ...hwRule, direction: "egress" };

/** A rule in use: its description stays as it was while the migration's end moves. */
function keptBack(kind: "compliant" | "violating", verdict: Case["verdict"], name: string, expires: string): Case {
  const description = "dbferry migrate-id=shop migrate-expires=2026-11-19T00:00:00Z";
  return {
    kind,
    name,
    verdict,
    resources: [
      it("dbferry:index:Migration", { name: "shop", expires }, { name: "m" }),
      it("hw.Rule", { ...hwRule, description }, { name: "r", parent: "m", ignoreChanges: ["description"] }),
    ],
  };
}

/** Cases of the rules over openings and lifetimes, by rule. */
export const network: Record<string, Case[]> = {
  "NET-01": [
    one("compliant", "ok", "one address", it("ali.Instance", { securityIps: ["203.0.113.7/32"] })),
    one("compliant", "ok", "the provider's own default", it("ali.Instance", { securityIps: ["127.0.0.1"] })),
    one("compliant", "ok", "a rule that drops", it("ali.Rule", { ...aliRule, policy: "drop", cidrIp: "0.0.0.0/0" })),
    one("compliant", "ok", "egress", it("hw.Rule", { ...egress, remoteIpPrefix: "0.0.0.0/0" })),
    one("violating", "violation", "Alibaba allowlist", it("ali.Instance", { securityIps: world })),
    one("violating", "violation", "a bare 0.0.0.0", it("ali.Instance", { securityIps: ["0.0.0.0"] })),
    one("violating", "violation", "one string for a list", it("ali.Instance", { securityIps: "10.0.0.1,0.0.0.0/0" })),
    one("violating", "violation", "Alibaba rule", it("ali.Rule", { ...aliRule, cidrIp: "0.0.0.0/0" })),
    one("violating", "violation", "Alibaba rule, IPv6", it("ali.Rule", { ...aliRule, ipv6CidrIp: "::/0" })),
    one("violating", "violation", "Huawei rule", it("hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" })),
    one("violating", "violation", "Tencent rule", it("tc.Rule", { ...tcRule, cidrIp: "0.0.0.0/0" })),
    one(
      "violating",
      "violation",
      "Tencent rule set, second rule, IPv6",
      it("tc.RuleSet", {
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
      it("df.Entry", { cidrs: world, expires: SOON, group: "dbferry_shop" }),
    ),
    one("violating", "violation", "an entry nobody can read", it("ali.Instance", { securityIps: ["0.0.0.0⁄0"] })),
    one("unknown", "undetermined", "whole list", it("ali.Instance", { securityIps: unknown.array })),
    one(
      "unknown",
      "undetermined",
      "one entry",
      it("df.Entry", { cidrs: ["203.0.113.7/32", unknown.string], expires: SOON }),
    ),
    one(
      "unknown",
      "violation",
      "known world beside an unknown",
      it("ali.Instance", { securityIps: [unknown.string, "0.0.0.0/0"] }),
    ),
    one("unknown", "undetermined", "a host name", it("ali.Instance", { securityIps: ["db.example.com"] })),
    one("secret", "violation", "a secret list", it("ali.Instance", { securityIps: secret(world) })),
    one("secret", "ok", "a secret narrow list", it("ali.Instance", { securityIps: secret(["203.0.113.7/32"]) })),
    one("absent", "ok", "no list", it("ali.Instance", { engine: "MySQL" })),
  ],
  "NET-02": [
    one("compliant", "ok", "a few addresses", it("ali.Instance", { securityIps: ["203.0.113.7", "203.0.113.8"] })),
    one(
      "compliant",
      "ok",
      "RFC 1918 in a list",
      it("ali.Instance", { securityIps: ["10.0.0.0/16", "192.168.0.0/24"] }),
    ),
    one("violating", "violation", "halves", it("ali.Instance", { securityIps: ["0.0.0.0/1", "128.0.0.0/1"] })),
    one("violating", "violation", "one half", it("hw.Rule", { ...hwRule, remoteIpPrefix: "128.0.0.0/1" })),
    one(
      "violating",
      "violation",
      "a /8 in pieces",
      it("df.Entry", { cidrs: ["47.0.0.0/9", "47.128.0.0/9"], expires: SOON }),
    ),
    {
      kind: "violating",
      name: "single rules of one security group",
      verdict: "violation",
      resources: ["0.0.0.0/9", "0.128.0.0/9", "1.0.0.0/9", "1.128.0.0/9", "2.0.0.0/9"].map((remoteIpPrefix, index) =>
        it("hw.Rule", { ...hwRule, remoteIpPrefix }, { name: `rule-${index}` }),
      ),
    },
    one("unknown", "undetermined", "one entry", it("ali.Instance", { securityIps: ["0.0.0.0/9", unknown.string] })),
    one(
      "secret",
      "violation",
      "secret halves",
      it("ali.Instance", { securityIps: secret(["0.0.0.0/1", "128.0.0.0/1"]) }),
    ),
    one("absent", "ok", "no list", it("ali.Instance", {})),
  ],
  "NET-03": [
    one("compliant", "ok", "stated", it("hw.Rule", { ...hwRule, remoteIpPrefix: "192.168.0.10/32" })),
    one("compliant", "ok", "another group instead", it("hw.Rule", { ...hwRule, remoteGroupId: "sg-2" })),
    one("violating", "violation", "Huawei, no source", it("hw.Rule", hwRule)),
    one("violating", "violation", "Huawei, empty source", it("hw.Rule", { ...hwRule, remoteIpPrefix: "" })),
    one("violating", "violation", "Alibaba, empty source", it("ali.Rule", { ...aliRule, cidrIp: "" })),
    one("violating", "violation", "Tencent, no source", it("tc.Rule", tcRule)),
    one(
      "violating",
      "violation",
      "Tencent rule set, no source",
      it("tc.RuleSet", {
        securityGroupId: unknown.string,
        ingresses: [{ action: "ACCEPT", protocol: "TCP", port: "3306" }],
      }),
    ),
    one(
      "violating",
      "violation",
      "Huawei, no protocol",
      it("hw.Rule", {
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
      it("hw.Rule", { ...hwRule, remoteIpPrefix: unknown.string }),
    ),
    one("secret", "ok", "a secret source", it("hw.Rule", { ...hwRule, remoteIpPrefix: secret("203.0.113.7/32") })),
    one(
      "absent",
      "violation",
      "nothing but the required",
      it("hw.Rule", { direction: "ingress", ethertype: "IPv6", securityGroupId: "sg-1" }),
    ),
  ],
  "NET-04": [
    one("compliant", "ok", "a /24", it("hw.Rule", { ...hwRule, remoteIpPrefix: "203.0.113.0/24" })),
    one("compliant", "ok", "a private /16", it("hw.Rule", { ...hwRule, remoteIpPrefix: "10.7.0.0/16" })),
    one(
      "compliant",
      "ok",
      "ranges that a vendor publishes",
      it("ali.Instance", { securityIps: ["112.74.0.0/16", "120.24.0.0/16", "120.25.0.0/16", "100.104.0.0/16"] }),
    ),
    one(
      "compliant",
      "ok",
      "hundreds of single addresses",
      it("ali.Instance", {
        securityIps: Array.from({ length: 600 }, (_, i) => `47.${i % 200}.${Math.floor(i / 200)}.7/32`),
      }),
    ),
    one("violating", "violation", "a public /14", it("hw.Rule", { ...hwRule, remoteIpPrefix: "47.92.0.0/14" })),
    one("violating", "violation", "a public /23", it("tc.Rule", { ...tcRule, cidrIp: "203.0.112.0/23" })),
    one("violating", "violation", "a range of 600", it("ali.Instance", { securityIps: ["47.92.0.0-47.92.2.87"] })),
    one("violating", "violation", "all of 10/8", it("hw.Rule", { ...hwRule, remoteIpPrefix: "10.0.0.0/8" })),
    one("unknown", "undetermined", "one entry", it("ali.Instance", { securityIps: ["203.0.113.7", unknown.string] })),
    one("secret", "violation", "a secret /14", it("hw.Rule", { ...hwRule, remoteIpPrefix: secret("47.92.0.0/14") })),
    one("absent", "ok", "no source", it("hw.Rule", hwRule)),
  ],
  "NET-05": [
    one(
      "compliant",
      "ok",
      "narrow template",
      it("tc.Template", { addresses: ["203.0.113.7", "203.0.113.16-203.0.113.31"] }),
    ),
    one("violating", "violation", "a world-wide range", it("tc.Template", { addresses: ["1.0.0.1-250.0.0.1"] })),
    one("violating", "violation", "Huawei address group", it("hw.Group", { addresses: world })),
    one(
      "violating",
      "violation",
      "Huawei address group, extra set",
      it("hw.Group", { ipExtraSets: [{ ip: "0.0.0.0/1" }, { ip: "128.0.0.0/1" }] }),
    ),
    one(
      "violating",
      "violation",
      "Alibaba template",
      it("ali.Template", { templateName: "dts", ipWhiteList: "10.0.0.1,0.0.0.0/0" }),
    ),
    one(
      "violating",
      "violation",
      "prefix list",
      it("ali.PrefixList", { addressFamily: "IPv4", entries: [{ cidr: "0.0.0.0/0" }] }),
    ),
    one("violating", "violation", "VPC prefix list", it("ali.VpcPrefixList", { entrys: [{ cidr: "47.0.0.0/9" }] })),
    {
      kind: "violating",
      name: "templates of templates",
      verdict: "violation",
      resources: [
        it("tc.Template", { addresses: ["47.0.0.0/24"] }, { name: "a" }),
        it(
          "tc.Template",
          { addresses: Array.from({ length: 256 }, (_, i) => `48.${i}.0.0-48.${i}.255.255`) },
          { name: "b" },
        ),
        it(
          "tc.TemplateGroup",
          { templateIds: [unknown.string, unknown.string] },
          { name: "g", from: { templateIds: ["a", "b"] } },
        ),
      ],
    },
    one("unknown", "undetermined", "contents", it("hw.Group", { addresses: unknown.array })),
    {
      kind: "unknown",
      name: "a list outside the plan",
      verdict: "undetermined",
      resources: [it("hw.Rule", { ...hwRule, remoteAddressGroupId: "group-1" })],
    },
    {
      kind: "compliant",
      name: "a list of the plan",
      verdict: "ok",
      resources: [
        it("hw.Group", { addresses: ["203.0.113.7"] }, { name: "g" }),
        it(
          "hw.Rule",
          { ...hwRule, remoteAddressGroupId: unknown.string },
          { name: "r", from: { remoteAddressGroupId: ["g"] } },
        ),
      ],
    },
    one("unknown", "undetermined", "a template outside the plan", it("ali.Instance", { templateIdLists: [12] })),
    {
      kind: "compliant",
      name: "a template of the plan",
      verdict: "ok",
      resources: [
        it("ali.Template", { templateName: "dts", ipWhiteList: "203.0.113.7" }, { name: "t" }),
        it("ali.Instance", { templateIdLists: [unknown.number] }, { name: "i", from: { templateIdLists: ["t"] } }),
      ],
    },
    one("secret", "violation", "secret contents", it("hw.Group", { addresses: secret(world) })),
    one("absent", "ok", "no contents", it("hw.Group", { name: "empty" })),
  ],
  "NET-06": [
    one("compliant", "ok", "the database's port", it("hw.Rule", { ...hwRule, remoteIpPrefix: "203.0.113.7/32" })),
    one(
      "compliant",
      "ok",
      "another service alone",
      it("hw.Rule", { ...hwRule, ports: "443", remoteIpPrefix: "203.0.113.7/32" }),
    ),
    one(
      "compliant",
      "ok",
      "a declared port",
      it("hw.Rule", { ...hwRule, ports: "3307", remoteIpPrefix: "203.0.113.7/32" }),
      {
        config: { dbferry: { ports: [3306, 3307] } },
      },
    ),
    one(
      "violating",
      "violation",
      "every port",
      it("ali.Rule", { ...aliRule, ipProtocol: "all", portRange: "-1/-1", cidrIp: "203.0.113.7/32" }),
    ),
    one(
      "violating",
      "violation",
      "1/65535",
      it("ali.Rule", { ...aliRule, portRange: "1/65535", cidrIp: "203.0.113.7/32" }),
    ),
    one(
      "violating",
      "violation",
      "a range around it",
      it("hw.Rule", { ...hwRule, ports: "3300-3310", remoteIpPrefix: "203.0.113.7/32" }),
    ),
    one(
      "violating",
      "violation",
      "min and max",
      it("hw.Rule", {
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
      it("tc.Rule", { ...tcRule, portRange: "22,3306", cidrIp: "203.0.113.7/32" }),
    ),
    one(
      "violating",
      "violation",
      "Tencent ALL",
      it("tc.Rule", { ...tcRule, portRange: "ALL", cidrIp: "203.0.113.7/32" }),
    ),
    one(
      "unknown",
      "undetermined",
      "port",
      it("hw.Rule", { ...hwRule, ports: unknown.string, remoteIpPrefix: "203.0.113.7/32" }),
    ),
    one(
      "unknown",
      "undetermined",
      "protocol",
      it("hw.Rule", { ...hwRule, protocol: unknown.string, remoteIpPrefix: "203.0.113.7/32" }),
    ),
    one(
      "secret",
      "violation",
      "a secret port",
      it("hw.Rule", { ...hwRule, ports: secret("1-65535"), remoteIpPrefix: "203.0.113.7/32" }),
    ),
    one(
      "absent",
      "violation",
      "Tencent's default",
      it("tc.Rule", { type: "ingress", policy: "ACCEPT", securityGroupId: "sg-1", cidrIp: "203.0.113.7/32" }),
    ),
  ],
  "NET-07": [
    one("compliant", "ok", "one host", it("df.Account", { hosts: ["203.0.113.7"] })),
    one("compliant", "ok", "a narrow pattern", it("tc.Account", { host: "10.1.2.%", name: "mover" })),
    one("violating", "violation", "dbferry", it("df.Account", { hosts: ["%"] })),
    one("violating", "violation", "Huawei", it("hw.Account", { hosts: ["10.0.0.1", "%"], name: "mover" })),
    one("violating", "violation", "a name pattern", it("tc.Account", { host: "%.com", name: "mover" })),
    one("unknown", "undetermined", "hosts", it("df.Account", { hosts: unknown.array })),
    one("secret", "violation", "secret hosts", it("df.Account", { hosts: secret(["%"]) })),
    one("absent", "violation", "Tencent's default", it("tc.Account", { name: "mover" })),
    one("absent", "violation", "Huawei's default", it("hw.Account", { name: "mover" })),
  ],
  "NET-08": [
    one(
      "compliant",
      "ok",
      "a permanent rule",
      it("hw.Rule", { ...hwRule, remoteIpPrefix: "203.0.113.7/32", description: "office" }),
    ),
    one("compliant", "ok", "tags", it("hw.Eip", { tags: marked })),
    one(
      "compliant",
      "ok",
      "description",
      it("hw.Rule", { ...hwRule, description: `dbferry migrate-id=shop migrate-expires=${SOON}` }),
    ),
    {
      kind: "compliant",
      name: "inherited from the component above",
      verdict: "ok",
      resources: [
        it("df.Migration", { name: "shop", phase: "prepare", expires: SOON }, { name: "m" }),
        it("ali.Connection", { instanceId: "rm-1" }, { name: "c", parent: "m" }),
        it("df.Account", { hosts: ["203.0.113.7"] }, { name: "a", parent: "m" }),
      ],
    },
    one("violating", "violation", "EIP with a mark and no date", it("hw.Eip", { tags: { "migrate-id": "shop" } })),
    one(
      "violating",
      "violation",
      "too far",
      it("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": "2027-06-01T00:00:00Z" } }),
    ),
    one(
      "violating",
      "violation",
      "no instant",
      it("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": "next week" } }),
    ),
    one("violating", "violation", "dbferry entry", it("df.Entry", { cidrs: ["203.0.113.7/32"] })),
    one("violating", "violation", "dbferry task", it("df.Task", { name: "t" })),
    one(
      "violating",
      "violation",
      "Tencent rule set",
      it("tc.RuleSet", {
        securityGroupId: unknown.string,
        ingresses: [{ action: "ACCEPT", cidrBlock: "10.0.0.1", description: "dbferry migrate-id=shop" }],
      }),
    ),
    {
      kind: "violating",
      name: "a bare child of a component without a date",
      verdict: "violation",
      resources: [
        it("dbferry:index:HuaweicloudTaskEip", {}, { name: "m" }),
        it("hw.Eip", { name: "x" }, { name: "e", parent: "m" }),
      ],
    },
    one(
      "unknown",
      "undetermined",
      "date",
      it("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": unknown.string } }),
    ),
    one(
      "unknown",
      "undetermined",
      "dbferry entry's date",
      it("df.Entry", { cidrs: ["203.0.113.7/32"], expires: unknown.string }),
    ),
    one(
      "secret",
      "ok",
      "a secret date",
      it("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": secret(SOON) } }),
    ),
    one("absent", "ok", "no tags", it("hw.Eip", {})),
    {
      kind: "absent",
      name: "an endpoint under a component that says nothing",
      verdict: "undetermined",
      resources: [
        it("dbferry:index:AlicloudPublicEndpoint", {}, { name: "m" }),
        it("ali.Connection", { instanceId: "rm-1" }, { name: "c", parent: "m" }),
      ],
    },
  ],
  "NET-09": [
    one("compliant", "ok", "in force", it("hw.Eip", { tags: marked })),
    keptBack("compliant", "ok", "extended, and the rule's own text waits", SOON),
    keptBack("violating", "violation", "over, and the rule's own text waits", "2026-11-20T00:00:00Z"),
    one(
      "violating",
      "violation",
      "over",
      it("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": "2026-11-20T00:00:00Z" } }),
    ),
    one(
      "violating",
      "violation",
      "over, in a description",
      it("ali.Rule", {
        ...aliRule,
        cidrIp: "203.0.113.7/32",
        description: "migrate-id=shop migrate-expires=2026-01-01T00:00:00Z",
      }),
    ),
    one(
      "violating",
      "violation",
      "dbferry entry",
      it("df.Entry", { cidrs: ["203.0.113.7/32"], expires: NOW.toISOString() }),
    ),
    one(
      "unknown",
      "ok",
      "not known yet (NET-08 says so)",
      it("df.Entry", { cidrs: ["203.0.113.7/32"], expires: unknown.string }),
    ),
    one(
      "secret",
      "violation",
      "a secret date",
      it("df.Entry", { cidrs: ["203.0.113.7/32"], expires: secret("2026-01-01T00:00:00Z") }),
    ),
    one("absent", "ok", "no date (NET-08 says so)", it("df.Entry", { cidrs: ["203.0.113.7/32"] })),
  ],
  "NET-10": [
    one("compliant", "ok", "before the end", it("ali.Connection", { instanceId: "rm-1" }), {
      config: { dbferry: { phase: "migrate" } },
    }),
    one("violating", "violation", "Alibaba endpoint", it("ali.Connection", { instanceId: "rm-1" }), {
      config: { dbferry: { phase: "done" } },
    }),
    one(
      "violating",
      "violation",
      "Huawei",
      it("hw.RdsEip", { instanceId: "rds-1", publicIp: "203.0.113.9", publicIpId: "e" }),
      { config: { dbferry: { phase: "done" } } },
    ),
    {
      kind: "violating",
      name: "Tencent, phase of the migration in the plan",
      verdict: "violation",
      resources: [
        it("df.Migration", { phase: "done", expires: SOON }, { name: "m" }),
        it("tc.Mysql", { internetService: 1 }, { name: "db" }),
      ],
    },
    one("unknown", "violation", "whether Tencent's is on", it("tc.Mysql", { internetService: unknown.number }), {
      config: { dbferry: { phase: "done" } },
    }),
    one("secret", "violation", "a secret id", it("ali.Connection", { instanceId: secret("rm-1") }), {
      config: { dbferry: { phase: "done" } },
    }),
    one("absent", "ok", "Tencent's default", it("tc.Mysql", { instanceName: "db" }), {
      config: { dbferry: { phase: "done" } },
    }),
  ],
  "NET-17": [
    one(
      "compliant",
      "ok",
      "append to an own group",
      it("ali.Instance", { securityIps: ["203.0.113.7"], dbInstanceIpArrayName: "dbferry_shop", modifyMode: "Append" }),
    ),
    one(
      "violating",
      "violation",
      "cover the default group",
      it("ali.Instance", { securityIps: ["203.0.113.7"], modifyMode: "Cover" }),
    ),
    {
      kind: "violating",
      name: "rule set over a foreign group",
      verdict: "violation",
      resources: [
        it("tc.RuleSet", { securityGroupId: "sg-9", ingresses: [{ action: "ACCEPT", cidrBlock: "203.0.113.7" }] }),
      ],
    },
    {
      kind: "compliant",
      name: "rule set over the plan's group",
      verdict: "ok",
      resources: [
        it("tc.SecurityGroup", { name: "db" }, { name: "g" }),
        it("tc.RuleSet", { securityGroupId: "sg-9", ingresses: [] }, { name: "s", from: { securityGroupId: ["g"] } }),
      ],
    },
    one(
      "unknown",
      "undetermined",
      "mode",
      it("ali.Instance", { securityIps: ["203.0.113.7"], modifyMode: unknown.string }),
    ),
    one(
      "secret",
      "violation",
      "a secret mode",
      it("ali.Instance", { securityIps: ["203.0.113.7"], modifyMode: secret("Cover") }),
    ),
    one("absent", "violation", "mode by default", it("ali.Instance", { securityIps: ["203.0.113.7"] })),
  ],
  "NET-18": [
    one(
      "compliant",
      "ok",
      "own group",
      it("ali.Instance", { securityIps: ["203.0.113.7"], dbInstanceIpArrayName: "dbferry_shop" }),
    ),
    one(
      "violating",
      "violation",
      "default by name",
      it("ali.Instance", { securityIps: ["203.0.113.7"], dbInstanceIpArrayName: "default" }),
    ),
    one(
      "violating",
      "violation",
      "DMS",
      it("df.Entry", { cidrs: ["203.0.113.7/32"], group: "ali_dms_group", expires: SOON }),
    ),
    one(
      "unknown",
      "undetermined",
      "group",
      it("df.Entry", { cidrs: ["203.0.113.7/32"], group: unknown.string, expires: SOON }),
    ),
    one(
      "secret",
      "violation",
      "a secret group",
      it("ali.Instance", { securityIps: ["203.0.113.7"], dbInstanceIpArrayName: secret("hdm_security_ips") }),
    ),
    one("absent", "ok", "no name (NET-17 says so)", it("ali.Instance", { securityIps: ["203.0.113.7"] })),
  ],
  "NET-19": [
    one("compliant", "ok", "one destination", it("hw.Rule", { ...egress, remoteIpPrefix: "198.51.100.7/32" })),
    one("compliant", "ok", "ingress", it("hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" })),
    one("violating", "violation", "everywhere", it("hw.Rule", { ...egress, remoteIpPrefix: "0.0.0.0/0" })),
    one(
      "violating",
      "violation",
      "Tencent",
      it("tc.RuleSet", {
        securityGroupId: unknown.string,
        egresses: [{ action: "ACCEPT", cidrBlock: "0.0.0.0/0", protocol: "ALL", port: "ALL" }],
      }),
    ),
    one("unknown", "undetermined", "destination", it("hw.Rule", { ...egress, remoteIpPrefix: unknown.string })),
    one(
      "secret",
      "violation",
      "a secret destination",
      it("hw.Rule", { ...egress, remoteIpPrefix: secret("0.0.0.0/0") }),
    ),
    one("absent", "violation", "Huawei's default", it("hw.Rule", egress)),
  ],
};
