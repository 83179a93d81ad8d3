import { describe, expect, test } from "vitest";
import { RULES } from "../../policies/rules/catalogue";
import { headOf, runPack, runRule } from "../../policies/testkit";
import { type Case, type Kind, NOW, resource, secret } from "./cases/case";
import { instances } from "./cases/instances";
import { network } from "./cases/network";
import { tasks } from "./cases/tasks";
import { tunnels } from "./cases/tunnels";
import { vendors } from "./cases/vendors";

const COMMON: Record<string, Case[]> = { ...network, ...tunnels, ...tasks, ...instances };
const CASES = Object.fromEntries(
  Object.entries(COMMON).map(([id, cases]) => [id, [...cases, ...(vendors[id] ?? [])]] as const),
);
const KINDS: Kind[] = ["compliant", "violating", "unknown", "secret", "absent"];

/** A run over the internet without TLS, by an exemption. */
function exemptedRun(plain: object) {
  const login = { user: "df_shop", password: secret("p") };
  return resource("df.Run", {
    taskId: "t",
    path: "public",
    source: { cloud: "alicloud", host: "db.example.com", ...login, tls: false, plain },
    target: { cloud: "huaweicloud", host: "192.168.10.20", ...login },
  });
}

describe.each(Object.entries(CASES))("%s", (id, cases) => {
  test.each(cases)("$kind: $name", async ({ resources, verdict, options }) => {
    const run = await runRule(id, resources, { now: NOW, ...options });
    expect(run.verdict, run.reports.map((report) => report.message).join("\n")).toBe(verdict);
    for (const report of run.reports) {
      expect(report.message).toContain("fix:");
      expect(report.message).toContain("needed:");
      expect(report.message).toContain("resource:");
    }
  });
});

test("an exempted unencrypted leg is shown at every level, and stops nothing", async () => {
  const plain = { reason: "MySQL 5.6 serves no TLS", owner: "dba@example.com", expires: "2026-12-01T00:00:00Z" };
  const { owner: _, ...nobody } = plain;
  const later = new Date("2026-12-02T00:00:00Z");
  for (const level of ["baseline", "strict", "production"] as const) {
    const judged = async (exemption: object, now: Date) => {
      const { reports } = await runPack([exemptedRun(exemption)], { now, config: { dbferry: { level } } });
      return reports.filter((report) => headOf(report).rules.includes("TSK-01"));
    };
    const [shown, ...others] = await judged(plain, NOW);
    expect(others).toEqual([]);
    expect(shown?.enforcement).toBe("advisory");
    for (const word of Object.values(plain)) expect(shown?.message).toContain(word);
    expect((await judged(plain, later))[0]?.enforcement).toBe("mandatory");
    expect((await judged(nobody, NOW))[0]?.enforcement).toBe("mandatory");
  }
});

test("an administrator's weaker TLS stops from strict on, and is only shown for a private address", async () => {
  const enforced = async (host: string, level: string) => {
    const connect = { host, user: "dba", password: secret("p"), tls: "required" };
    const gate = resource("df.Preflight", { source: connect, target: { ...connect, tls: "verify" } });
    const { reports } = await runPack([gate], { now: NOW, config: { dbferry: { level } } });
    return reports.filter((report) => headOf(report).rules.includes("TSK-18")).map((report) => report.enforcement);
  };
  for (const level of ["strict", "production"]) expect(await enforced("db.example.com", level)).toEqual(["mandatory"]);
  expect(await enforced("db.example.com", "baseline")).toEqual(["advisory"]);
  expect(await enforced("10.0.0.5", "production")).toEqual(["advisory"]);
  expect(await enforced("127.0.0.1", "production")).toEqual([]);
});

test.each(RULES.map((rule) => rule.id))("%s has a case of every kind", (id) => {
  const kinds = new Set((CASES[id] ?? []).map((one) => one.kind));
  expect(KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
});
