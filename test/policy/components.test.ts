import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { ProblemsError } from "../../model/problems";
import { check, knownInput, type Opening, refuse, Unknown } from "../../policies/rules";
import { runPack } from "../../policies/testkit";
import { it, NOW, SOON } from "./cases/case";

const now = { now: NOW };
const opening = (cidrs: unknown): Opening => ({
  property: "cidrs",
  kind: "allowlist",
  direction: "ingress",
  sources: knownInput("cidrs", cidrs) as Opening["sources"],
});

describe("what a component calls in its constructor", () => {
  test("refuses what the pack refuses, with all problems at once", async () => {
    const lists = [["0.0.0.0/0"], ["0.0.0.0/1", "128.0.0.0/1"], ["47.92.0.0/14", "10.0.0.0/8"], ["203.0.113.7/32"]];
    for (const cidrs of lists) {
      const pack = await runPack([it("df.Entry", { cidrs, expires: SOON, group: "dbferry_shop" })], { now: NOW });
      const own = check({ opening: [opening(cidrs)] }, now).filter((finding) => finding.enforced === "mandatory");
      expect(own.map((finding) => finding.rule.id)).toEqual(pack.violations);
    }
  });
  test("names rule, property, value seen, value needed and fix", () => {
    const attempt = () => refuse("the allowlist of shop", { opening: [opening(["0.0.0.0/0"])] }, now);
    expect(attempt).toThrow(ProblemsError);
    expect(attempt).toThrow(/cidrs: NET-01: "0.0.0.0\/0" covers every address; needed: .*; replace "0.0.0.0\/0"/);
  });
  test("lets pass what is known only later: the pack judges it on the real value", () => {
    const later = pulumi.output("203.0.113.7/32");
    expect(knownInput("cidrs", later)).toBeInstanceOf(Unknown);
    expect(knownInput("cidrs", ["203.0.113.7/32", later])).toEqual(["203.0.113.7/32", new Unknown("cidrs[1]")]);
    expect(() => refuse("x", { opening: [opening([later])] }, now)).not.toThrow();
    expect(() => refuse("x", { opening: [opening([later, "0.0.0.0/0"])] }, now)).toThrow("NET-01");
  });
});
