import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccessRule } from "../../policies/core/facets";
import { globMatches } from "../../policies/core/glob";
import { judge } from "../../policies/core/judge";
import type { AnyRule } from "../../policies/core/rule";
import { defaultSettings } from "../../policies/core/settings";
import { RULES } from "../../policies/rules/catalogue";
import { runPack, secret, unknown } from "../../policies/testkit";
import { hwRule, KEY, NOW, resource, SOON } from "./cases/case";

const run = (resources: Parameters<typeof runPack>[0], dbferry: object = {}, more: object = {}) =>
  runPack(resources, { now: NOW, config: { dbferry, ...more } });
const worldOpen = resource("hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" }, { name: "target-in" });
const waived = {
  policy: "NET-01",
  resource: "target-in",
  reason: "drill in an empty network",
  owner: "dba@example.com",
  expires: SOON,
  ticket: "OPS-7",
};

test("a refusal names rule, resource, value seen, value needed and fix", async () => {
  const { reports, refused } = await run([worldOpen]);
  expect(refused).toBe(true);
  const message = reports.find((report) => report.policy === "NET-01")!.message;
  for (const part of [
    "NET-01",
    '"target-in"',
    "NetworkingSecgroupRule",
    'remoteIpPrefix: "0.0.0.0/0"',
    "needed:",
    "203.0.113.7/32",
    "docs/policies.md#net-01",
  ]) {
    expect(message).toContain(part);
  }
});

describe("values not known yet", () => {
  const half = resource("ali.Instance", {
    securityIps: ["203.0.113.7/32", unknown.string],
    dbInstanceIpArrayName: "dbferry_shop",
  });

  test("warn once for all rules that miss the same value, with the reason", async () => {
    const { reports: all, refused } = await run([half]);
    const reports = all.filter(({ policy }) => policy.startsWith("NET-"));
    expect(refused).toBe(false);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ enforcement: "advisory", policy: "NET-01" });
    expect(reports[0]!.message).toMatch(/^NET-01, NET-02, NET-04 undetermined: /);
    expect(reports[0]!.message).toContain("securityIps[1]: a value that is known only during the update");
  });
  test("refuse if configured to", async () => {
    const { violations } = await run([half], { onUnknown: "deny" });
    expect(violations).toEqual(["NET-01"]);
  });
  test("never hide what is known to be wrong", async () => {
    const bad = resource("ali.Instance", {
      securityIps: [unknown.string, "0.0.0.0/0"],
      dbInstanceIpArrayName: "dbferry_shop",
    });
    expect((await run([bad])).violations).toEqual(["NET-01"]);
  });
  test("never reach the server of @pulumi/policy as an error", async () => {
    const types = ["ali.Instance", "ali.Vpn", "hw.Drs", "hw.Eip", "tc.RuleSet", "tc.Job", "df.Entry", "df.Run"];
    for (const type of types) {
      const props = Object.fromEntries(
        ["securityIps", "tags", "ikeConfig", "sourceDb", "ingresses", "srcInfo", "cidrs", "source"].map((key) => [
          key,
          unknown.object,
        ]),
      );
      const { reports } = await run([resource(type, props)]);
      expect(reports.filter((report) => report.message.includes("can't run policy"))).toEqual([]);
    }
  });
  test("are judged again once they are known", async () => {
    const later = resource("ali.Instance", {
      securityIps: ["203.0.113.7/32", "0.0.0.0/0"],
      dbInstanceIpArrayName: "dbferry_shop",
    });
    expect((await run([later])).violations).toEqual(["NET-01"]);
  });
});

test("no message repeats a secret", async () => {
  const resources = [
    resource(
      "hw.Vpn",
      { gatewayId: "g", gatewayIp: "e", vpnType: "static", customerGatewayId: "c", psk: secret("Welcome1") },
      { name: "v" },
    ),
    resource("ali.Instance", { securityIps: secret(["0.0.0.0/0"]) }, { name: "i" }),
    resource(
      "hw.Drs",
      { name: "d", netType: secret("internet"), sourceDb: { user: secret("shop_admin"), password: "hunter2hunter2" } },
      { name: "d" },
    ),
  ];
  const { reports } = await run(resources, { level: "production" });
  expect(reports.map((report) => report.policy)).toEqual(
    expect.arrayContaining(["NET-15", "NET-01", "TSK-03", "TSK-02", "TSK-04"]),
  );
  const said = reports.map((report) => report.message).join("\n");
  for (const hidden of ["Welcome1", '"0.0.0.0/0"', "shop_admin", "hunter2hunter2", '"internet"'])
    expect(said).not.toContain(hidden);
});

describe("levels", () => {
  const account = resource("tc.Account", { name: "mover", host: "%" });

  test("a warning of the baseline is a refusal in production", async () => {
    expect((await run([account])).violations).toEqual([]);
    expect((await run([account])).reports.map((report) => report.policy)).toEqual(["NET-07"]);
    expect((await run([account], { level: "production" })).violations).toEqual(["NET-07"]);
  });
  test("a rule outside a level is silent there", async () => {
    const out = resource("hw.Rule", { ...hwRule, direction: "egress", remoteIpPrefix: "0.0.0.0/0" });
    expect((await run([out])).reports).toEqual([]);
    expect((await run([out], { level: "strict" })).reports.map((report) => report.policy)).toEqual(["NET-19"]);
  });
  test("an enforcement alone can raise a rule but never lower one", async () => {
    expect((await run([account], { rules: { "NET-07": "mandatory" } })).refused).toBe(true);
    for (const word of ["disabled", "advisory"]) {
      const { violations, reports } = await run([worldOpen], { rules: { "NET-01": word } });
      expect(violations).toEqual(["NET-01", "configuration"]);
      expect(reports.at(-1)!.message).toContain("without saying who decided that");
    }
  });
  test("a rule is lowered with reason, owner and expiry, and this is listed for any plan", async () => {
    const grant = { enforcement: "disabled", reason: "drill", owner: "dba@example.com", expires: SOON };
    for (const resources of [[worldOpen], []]) {
      const { refused, reports } = await run(resources, { rules: { "NET-01": grant } });
      expect(refused).toBe(false);
      expect(reports).toHaveLength(1);
      for (const part of ["NET-01 exempted: ", "disabled", "mandatory", SOON, "dba@example.com", "drill"])
        expect(reports[0]!.message).toContain(part);
    }
    for (const [wrong, said] of [
      [{ ...grant, expires: "2026-11-20T00:00:00Z" }, "was lowered until"],
      [{ ...grant, expires: "2027-02-29T00:00:00Z" }, "not an instant"],
      [{ ...grant, expires: "9999-01-01T00:00:00Z" }, "more than 180 days"],
      [{ ...grant, owner: undefined }, "has no owner"],
    ] as const) {
      const { violations, reports } = await run([worldOpen], { rules: { "NET-01": wrong } });
      expect(violations).toEqual(["NET-01", "configuration"]);
      expect(reports.at(-1)!.message).toContain(said);
    }
  });
  test("the enforcement level set in the engine is honoured", async () => {
    const { refused, reports } = await run([worldOpen], { enforcementLevel: "advisory" });
    expect([refused, reports.length]).toEqual([false, 1]);
  });
});

describe("exemptions", () => {
  test("waive the finding they name, and are listed when used", async () => {
    const { refused, reports } = await run([worldOpen], { exemptions: [waived] });
    expect(refused).toBe(false);
    expect(reports).toHaveLength(1);
    expect(reports[0]!.message).toMatch(/^NET-01 exempted: /);
    for (const part of ["dba@example.com", "OPS-7", SOON, "drill in an empty network"])
      expect(reports[0]!.message).toContain(part);
  });
  test("waive no other rule, resource or property", async () => {
    const bad = resource(
      "hw.Rule",
      { ...hwRule, ports: "1-65535", remoteIpPrefix: "0.0.0.0/0" },
      { name: "target-in" },
    );
    expect((await run([bad], { exemptions: [waived] })).violations).toEqual(["NET-06"]);
    expect((await run([worldOpen], { exemptions: [{ ...waived, resource: "target-*-x" }] })).violations).toEqual([
      "NET-01",
    ]);
    expect((await run([worldOpen], { exemptions: [{ ...waived, finding: "cidrIp" }] })).violations).toEqual(["NET-01"]);
    expect((await run([worldOpen], { exemptions: [{ ...waived, finding: "remoteIpPrefix" }] })).violations).toEqual([]);
  });
  test("that have expired waive nothing and are violations themselves", async () => {
    const over = { ...waived, expires: "2026-11-20T00:00:00Z" };
    expect((await run([worldOpen], { exemptions: [over] })).violations).toEqual(["NET-01", "exemptions"]);
    expect((await run([], { exemptions: [over] })).violations).toEqual(["exemptions"]);
  });
  test("that are unused are reported", async () => {
    const { refused, reports } = await run([], { exemptions: [waived] });
    expect(refused).toBe(false);
    expect(reports[0]!.message).toMatch(/^unused: NET-01 on "target-in"/);
  });
  test.each([
    ["without an end", { ...waived, expires: undefined }, "has no expires"],
    ["wide and without an end", { ...waived, resource: "*", expires: "" }, "has no expires"],
    ["for ever", { ...waived, expires: "never" }, "not an instant"],
    ["until the year 9999", { ...waived, expires: "9999-12-31T00:00:00Z" }, "more than 180 days"],
    ["until a day that does not exist", { ...waived, expires: "2027-02-29T00:00:00Z" }, "not an instant"],
    ["for everything", { ...waived, resource: "*" }, "names no resource"],
    ["for a whole stack", { ...waived, resource: "urn:pulumi:test::*" }, "names no resource"],
    ["for every name with an e", { ...waived, resource: "*e*" }, "names no resource"],
    ["of a whole family", { ...waived, policy: "NET-*" }, "unknown rule"],
    ["without a reason", { ...waived, reason: " " }, "has no reason"],
    ["without an owner", { ...waived, owner: undefined }, "has no owner"],
  ])("%s are refused", async (_name, exemption, problem) => {
    const { violations, reports } = await run([worldOpen], { exemptions: [exemption] });
    expect(violations).toEqual(["NET-01", "exemptions"]);
    expect(reports.at(-1)!.message).toContain(problem);
  });
  test("may cover several resources as long as they end", async () => {
    const other = { ...worldOpen, name: "target-in-2" };
    const { violations, reports } = await run([worldOpen, other], {
      exemptions: [{ ...waived, resource: "target-in*" }],
    });
    expect([violations, reports.length]).toEqual([[], 2]);
  });
});

// A backtracking expression would not finish within the test's time limit.
test("a pattern is matched without backtracking", () => {
  const text = `${"a".repeat(5_000)}b`;
  expect(globMatches(`${"*a".repeat(9)}`, text)).toBe(false);
  expect(globMatches(`${"*a".repeat(9)}b`, text)).toBe(true);
});

test("a pattern matches what the same regular expression does", () => {
  const letters = (most: number) => fc.string({ unit: fc.constantFrom("a", "b", "*", "\n"), maxLength: most });
  fc.assert(
    fc.property(letters(6), letters(8), (pattern, text) => {
      const same = new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "s").test(text);
      expect(globMatches(pattern, text)).toBe(same);
    }),
  );
});

describe("ranges published by a vendor", () => {
  const range = { block: "198.51.0.0/16", source: "the vendor's page", date: "2026-11-21" };
  const wide = resource("hw.Rule", { ...hwRule, remoteIpPrefix: "198.51.0.0/18" }, { name: "wide" });

  test("allow an entry within them", async () => {
    expect((await run([wide])).violations).toEqual(["NET-04"]);
    expect((await run([wide], { vendorRanges: [range] })).violations).toEqual([]);
  });
  test.each([
    ["the world", { ...range, block: "0.0.0.0/0" }, "wider than /16"],
    ["half of it", { ...range, block: "128.0.0.0/1" }, "wider than /16"],
    ["a word", { ...range, block: "any" }, 'the block "any"'],
    ["a list", { ...range, block: "198.51.0.0/16,0.0.0.0/0" }, "the block"],
    ["no day", { ...range, date: "yesterday" }, 'the date "yesterday"'],
  ])("that are %s are refused and not used", async (_name, bad, said) => {
    const { violations, reports } = await run([wide], { vendorRanges: [bad] });
    expect(violations).toEqual(["NET-04", "configuration"]);
    expect(reports.at(-1)!.message).toContain(said);
  });
});

test("a rule that throws refuses", () => {
  const broken = { ...RULES.find(({ id }) => id === "NET-01")!, judge: () => JSON.parse("{") } as AnyRule;
  const opening: AccessRule = { property: "cidrIp", kind: "rule", direction: "ingress", sources: ["203.0.113.7"] };
  const context = { now: NOW, level: "baseline", settings: defaultSettings() } as const;
  const judged = judge({ opening: [opening] }, context, [broken]);
  expect(judged).toMatchObject([{ verdict: "violation", enforced: "mandatory" }]);
  expect(judged[0]!.seen).toContain("could not judge");
});

describe("remediations", () => {
  const vpn = resource("tc.Vpn", { customerGatewayId: "c", vpnGatewayId: "v", preShareKey: secret(KEY) });

  test("write strong proposals where none are written, when switched on", async () => {
    expect((await run([vpn])).violations).toEqual(["NET-14"]);
    const fixed = await run([vpn], {}, { "NET-14": { enforcementLevel: "remediate" } });
    expect(fixed.violations).toEqual([]);
    expect(fixed.remediated["it"]).toMatchObject({
      ikeVersion: "IKEV2",
      ipsecPfsDhGroup: "DH-GROUP14",
      customerGatewayId: "c",
    });
  });
  test("leave written values alone, so that they are refused and not altered", async () => {
    const weak = resource("tc.Vpn", { ...vpn.props, ikeVersion: "IKEV1" });
    const fixed = await run([weak], {}, { "NET-14": { enforcementLevel: "remediate" } });
    expect(fixed.remediated["it"]).toMatchObject({ ikeVersion: "IKEV1" });
    expect(fixed.violations).toEqual(["NET-14"]);
  });
  test("keep a secret secret", async () => {
    const fixed = await run([vpn], {}, { "NET-14": { enforcementLevel: "remediate" } });
    expect(fixed.remediated["it"]!["preShareKey"]).toEqual(secret(KEY));
  });
  test("add the configured expiry to what carries a migration's name", async () => {
    const eip = resource("hw.Eip", { tags: { "migrate-id": "shop" } });
    const fixed = await run([eip], {}, { "NET-08": { enforcementLevel: "remediate", expires: SOON } });
    expect(fixed.remediated["it"]).toEqual({ tags: { "migrate-id": "shop", "migrate-expires": SOON } });
    expect(fixed.violations).toEqual([]);
    const other = await run(
      [resource("hw.Eip", { tags: { team: "web" } })],
      {},
      { "NET-08": { enforcementLevel: "remediate", expires: SOON } },
    );
    expect(other.remediated).toEqual({});
  });
  test("make plain passwords secret, if configured to", async () => {
    const job = resource("hw.Account", { name: "a", hosts: ["10.0.0.1"], password: "hunter2hunter2" });
    expect((await run([job])).violations).toEqual(["TSK-02"]);
    const fixed = await run([job], {}, { "TSK-02": { enforcementLevel: "remediate", wrap: true } });
    expect(fixed.remediated["it"]!["password"]).toEqual(secret("hunter2hunter2"));
    expect(fixed.violations).toEqual([]);
  });
});

test("secrecy that a run cannot see is reported, not passed", async () => {
  const job = resource("hw.Account", { name: "a", hosts: ["10.0.0.1"], password: "hunter2hunter2" });
  const { reports } = await run([job], {}, { "TSK-02": { enforcementLevel: "disabled" } });
  expect(reports.map((report) => report.message)).toEqual([expect.stringMatching(/^TSK-02 undetermined/)]);
});

test("an invalid setting is refused", async () => {
  const { violations, reports } = await run([], { levle: "strict", rules: { "NET-99": "disabled" } });
  expect(violations).toEqual(["configuration"]);
  expect(reports.map((report) => report.message)).toEqual([
    expect.stringContaining('unknown setting "levle"'),
    expect.stringContaining('unknown rule "NET-99"'),
  ]);
});
