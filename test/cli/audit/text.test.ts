import { expect, it } from "vitest";
import { type AuditResult, ofUnknownOwner, plain, verdictOf } from "../../../cli/audit/audit";
import { auditText } from "../../../cli/audit/text";
import type { Opening } from "../../../model/openings";

it("fits findings into 80 columns without breaking words", () => {
  const where = "security group 92373cab-a7d5-4f31-a499-3f6948ba0f81 of the task of migration shop";
  const addresses = ["198.51.100.10/32", "203.0.113.0/24"];
  const finding = { kind: "securityGroupRule", id: "rule-1", addresses, where, expires: "2026-12-15T00:00:00Z" };
  const result = { findings: [finding], takenOver: [], lookedAt: [], notLookedAt: [], migration: { name: "shop" } };
  const text = auditText(result as unknown as AuditResult);
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  for (const word of [...addresses, ...where.split(" "), finding.expires]) expect(text).toContain(word);
});

it("names an account with the hosts that it may log in from", () => {
  const account = {
    kind: "account",
    id: "df_shop_730ac6@203.0.113.10",
    addresses: ["203.0.113.10"],
    where: "source rm-1",
  };
  const result = { findings: [account], takenOver: [], lookedAt: [], notLookedAt: [], migration: { name: "shop" } };
  expect(auditText(result as unknown as AuditResult)).toContain("df_shop_730ac6@203.0.113.10");
});

it("advises to take over only what a migration can take over", () => {
  const told = (kind: string) =>
    ofUnknownOwner({ kind, id: "x", addresses: [], where: "somewhere" } as unknown as Opening, "unknown").reason;
  for (const kind of ["task", "eip", "allowlistGroup", "securityGroupRule", "publicEndpoint"])
    expect(told(kind)).toMatch(/close it in the console or take it over \(adopt/);
  for (const kind of ["peering", "route", "vpnGateway", "customerGateway", "vpnConnection"])
    expect(told(kind)).toMatch(/close it in the console$/);
});

it("never says that nothing is open while another stack has the task", () => {
  const task = {
    kind: "task",
    id: "job-1",
    addresses: [],
    where: "Huawei Cloud cn-north-4",
    stack: "acme/shop/second",
  };
  const result = { findings: [], takenOver: [task], lookedAt: ["sg-1"], notLookedAt: [], migration: { name: "shop" } };
  const audit = result as unknown as AuditResult;
  expect(verdictOf(audit)).toBe("open");
  const text = auditText(audit);
  expect(text).not.toMatch(/nothing (is left|was found)/);
  expect(text).toMatch(/the stack acme\/shop\/second has taken the task job-1 over/);
  expect(plain(audit).takenOver).toMatchObject([{ id: "job-1", stack: "acme/shop/second" }]);
});
