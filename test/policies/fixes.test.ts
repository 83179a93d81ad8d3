import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepsOf } from "../../policies/core/fix/apply";
import { Code } from "../../policies/core/fix/edit";
import { Unknown } from "../../policies/core/values";
import { RULES } from "../../policies/rules/catalogue";
import type { Properties, ProviderSchema, TypeRef } from "../../sandbox/providers/schema/types";
import { type Case, resource, unknown } from "./cases/case";
import { instances } from "./cases/instances";
import { network } from "./cases/network";
import { tasks } from "./cases/tasks";
import { tunnels } from "./cases/tunnels";
import { vendors } from "./cases/vendors";
import { findingsIn, inputOf, mended } from "./support/fixes";

const TABLES: Record<string, Case[]>[] = [network, tasks, tunnels, vendors, instances];
const CASES = RULES.flatMap(({ id }) =>
  TABLES.flatMap((table) => table[id] ?? [])
    .filter(({ verdict }) => verdict === "violation")
    .map((one) => [id, one.name, one] as const),
);
const settingsOf = (one: Case) => (one.options?.config?.["dbferry"] ?? {}) as object;

/** What a rule refuses in a plan, by resource. */
function refusedBy(id: string, given: ReturnType<typeof inputOf>[], settings: object) {
  const found = findingsIn(given, settings).filter(
    ({ judged }) => judged.rule.id === id && judged.verdict === "violation",
  );
  return Map.groupBy(found, ({ resource: { name } }) => name);
}

describe("every fix of every rule over every type of the cases", () => {
  test.each(CASES)("%s: %s", (id, _name, one) => {
    const given = one.resources.map(inputOf);
    const refused = refusedBy(id, given, settingsOf(one));
    expect(refused.size).toBeGreaterThan(0);
    for (const [name, found] of refused) {
      for (const { judged } of found) {
        // A fix is either an applicable change, or comes with a reason why there is none.
        if (judged.diff === undefined) expect(judged.told, judged.fix).toMatch(/\w{3}/);
        else expect(judged.diff.join("\n")).toMatch(/^[-+]/m);
        for (const line of judged.diff ?? []) expect(line).toMatch(/^[-+ ] /);
      }
      const edits = found.flatMap(({ judged }) => (judged.diff && judged.edits) ?? []);
      // A newly registered resource is not part of the plan that is judged again.
      if (edits.length === 0 || edits.some((edit) => "register" in edit)) continue;
      const after = refusedBy(id, mended(given, name, edits), settingsOf(one)).get(name) ?? [];
      const left = after.filter(({ judged }) => judged.diff !== undefined);
      expect(left.map(({ judged }) => [judged.seen, judged.diff])).toEqual([]);
    }
  });
});

test("every rule has an applicable fix, or says why not", () => {
  const seen = new Set(CASES.map(([id]) => id));
  expect(RULES.filter(({ id }) => !seen.has(id)).map(({ id }) => id)).toEqual([]);
});

describe("a fix has the type that the provider expects", () => {
  const schemas = ["alicloud", "huaweicloud", "tencentcloud"].map(
    (name) =>
      JSON.parse(
        readFileSync(join(__dirname, `../../sandbox/providers/schemas/${name}.schema.json`), "utf8"),
      ) as ProviderSchema,
  );

  /** The provider's type at a path; undefined when it is missing from the shortened schema. */
  function typeAt(type: string, path: string): { type: TypeRef; schema: ProviderSchema } | undefined {
    const schema = schemas.find(({ resources }) => resources[type]);
    let properties: Properties | undefined = schema?.resources[type];
    let found: TypeRef | undefined;
    for (const step of stepsOf(path)) {
      if (typeof step === "number") {
        expect(found, `${type} ${path} is a list`).toHaveProperty("list");
        found = (found as { list: TypeRef }).list;
      } else {
        // A name applied to a list selects its first element.
        if (typeof found === "object" && "list" in found) found = found.list;
        if (typeof found === "object" && "object" in found) properties = schema!.types[found.object];
        found = properties?.[step]?.type;
      }
      if (found === undefined) return undefined;
      if (typeof found === "object" && "object" in found) properties = schema!.types[found.object];
    }
    return schema && found !== undefined ? { type: found, schema } : undefined;
  }

  function faultIn(value: unknown, type: TypeRef): string | undefined {
    if (value instanceof Code || value instanceof Unknown || type === "any" || value === undefined) return undefined;
    if (typeof type === "object" && "list" in type)
      return Array.isArray(value) ? value.map((item) => faultIn(item, type.list)).find(Boolean) : "no list";
    if (typeof type === "object") return typeof value === "object" ? undefined : "no object";
    const wanted = type === "integer" ? "number" : type;
    return typeof value === wanted ? undefined : `${typeof value}, needed ${wanted}`;
  }

  test("in every case", () => {
    const faults: string[] = [];
    let looked = 0;
    for (const [id, name, one] of CASES) {
      const given = one.resources.map(inputOf);
      for (const [at, found] of refusedBy(id, given, settingsOf(one))) {
        const before = given.find((input) => (input.name ?? "it") === at)!;
        for (const { judged } of found)
          for (const edit of judged.edits ?? []) {
            if (!("at" in edit)) continue;
            const spec = typeAt(before.type, edit.at);
            if (!spec) continue;
            looked += 1;
            const [after] = mended([before], at, [edit]);
            const [was, is] = [before, after!].map(({ inputs }) => valueAt(inputs, edit.at));
            // If the program used a wrong type, which the provider's SDK rejects, the fix keeps that type.
            if (was !== undefined && faultIn(was, spec.type)) continue;
            const fault = faultIn(is, spec.type);
            if (fault) faults.push(`${id} ${name}: ${before.type} ${edit.at} is ${fault}`);
          }
      }
    }
    expect(faults).toEqual([]);
    expect(looked).toBeGreaterThan(60);
  });
});

function valueAt(inputs: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((value, step) => {
    const inside = Array.isArray(value) && typeof step === "string" ? value[0] : value;
    return (inside as Record<string | number, unknown> | undefined)?.[step];
  }, inputs);
}

describe("good entries stay", () => {
  const GOOD = ["203.0.113.7/32", "203.0.113.8", "10.1.0.0/16", "192.168.4.0/24", "198.51.100.0/28"];
  const BAD = ["0.0.0.0/0", "0.0.0.0", "::/0", "0.0.0.0/1", "47.0.0.0/9", "47.92.0.0/14"];
  const PLACES: [string, (list: string[]) => Record<string, unknown>, (inputs: any) => string[]][] = [
    ["ali.Instance", (list) => ({ securityIps: list }), ({ securityIps }) => securityIps],
    ["df.Entry", (list) => ({ cidrs: list }), ({ cidrs }) => cidrs],
    ["ali.Template", (list) => ({ ipWhiteList: list.join(",") }), ({ ipWhiteList }) => ipWhiteList.split(",")],
    ["tc.Template", (list) => ({ addresses: list }), ({ addresses }) => addresses],
    ["hw.Group", (list) => ({ addresses: list }), ({ addresses }) => addresses],
    [
      "hw.Group",
      (list) => ({ ipExtraSets: list.map((ip) => ({ ip, remarks: "r" })) }),
      ({ ipExtraSets }) => ipExtraSets.map(({ ip }: any) => ip),
    ],
    [
      "ali.PrefixList",
      (list) => ({ entries: list.map((cidr) => ({ cidr, description: "d" })) }),
      ({ entries }) => entries.map(({ cidr }: any) => cidr),
    ],
    [
      "alicloud:polardb/cluster:Cluster",
      (list) => ({ dbClusterIpArrays: [{ securityIps: ["10.0.0.9"] }, { securityIps: list }] }),
      ({ dbClusterIpArrays }) => dbClusterIpArrays[1].securityIps,
    ],
  ];

  test.each(PLACES)("in %s", (type, props, read) => {
    const lists = fc
      .tuple(fc.subarray(GOOD), fc.subarray(BAD, { minLength: 1 }), fc.integer({ min: 0, max: 6 }))
      .map(([good, bad, at]) => ({ good, list: [...good.slice(0, at), ...bad, ...good.slice(at)] }));
    fc.assert(
      fc.property(lists, ({ good, list }) => {
        const given = [inputOf(resource(type, props(list)))];
        const found = findingsIn(given).filter(
          ({ judged: { rule, verdict } }) => /^NET-0[1-5]$/.test(rule.id) && verdict === "violation",
        );
        expect(found.length).toBeGreaterThan(0);
        for (const { judged } of found) {
          const [after] = mended(given, "it", judged.edits ?? []);
          const kept = read(after!.inputs);
          expect(kept).toEqual(expect.arrayContaining(good));
          // A list stays a list.
          expect(kept.length).toBeLessThanOrEqual(Math.max(1, list.length - 1));
          const diff = judged.diff!.join("\n");
          for (const entry of good) expect(diff).not.toMatch(new RegExp(`^-\\s+"${entry}",`, "m"));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("unknown values stay, and a secret is not shown", () => {
    const given = [inputOf(resource("ali.Instance", { securityIps: ["0.0.0.0/0", unknown.string, "10.0.0.1"] }))];
    const [world] = findingsIn(given).filter(({ judged }) => judged.rule.id === "NET-01");
    expect(world!.judged.diff).toEqual([
      '- securityIps: ["0.0.0.0/0", /* known only during the update */, "10.0.0.1"],',
      '+ securityIps: [/* known only during the update */, "10.0.0.1"],',
    ]);
  });
});

test("the diff of a long list shows the removed entry and its surroundings", () => {
  const list = Array.from({ length: 40 }, (_, at) => `203.0.113.${at}`);
  const given = [
    inputOf(resource("ali.Instance", { securityIps: [...list.slice(0, 20), "0.0.0.0/0", ...list.slice(20)] })),
  ];
  const [world] = findingsIn(given).filter(({ judged }) => judged.rule.id === "NET-01");
  expect(world!.judged.diff).toEqual([
    "  securityIps: [",
    "    // 17 more, unchanged",
    '    "203.0.113.17",',
    '    "203.0.113.18",',
    '    "203.0.113.19",',
    '-   "0.0.0.0/0",',
    '    "203.0.113.20",',
    '    "203.0.113.21",',
    '    "203.0.113.22",',
    "    // 17 more, unchanged",
    "  ],",
  ]);
});

test("a plain-text password or key is in no diff, neither changed nor next to a change", () => {
  const planted = "planted-in-plain-text";
  const tunnel = (ikeVersion: string) => ({
    tunnelIkeConfig: { ikeVersion, ikeEncAlg: "des", psk: planted },
    tunnelIpsecConfig: { ipsecEncAlg: "aes256" },
  });
  const job = {
    srcInfo: { accessType: "vpncloud", infos: [{ host: "10.0.0.5", user: "root", password: planted }] },
    dstInfo: { accessType: "cdb", infos: [{ password: planted }] },
  };
  const given = [
    inputOf(resource("ali.Vpn", { tunnelOptionsSpecifications: [tunnel("ikev2"), tunnel("ikev1")] }, { name: "vpn" })),
    inputOf(resource("tc.Job", job, { name: "job" })),
    inputOf(resource("hw.Vpn", { psk: planted }, { name: "short" })),
  ];
  const diffs = findingsIn(given).flatMap(({ judged }) => judged.diff ?? []);
  expect(diffs.length).toBeGreaterThan(10);
  expect(diffs.join("\n")).not.toContain(planted);
});
