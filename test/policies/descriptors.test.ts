import { expect, test } from "vitest";
import { DESCRIPTORS, factsOf } from "../../policies/adapters";
import { join } from "../../policies/adapters/descriptor";

test("a type described in two files is refused: everything about it is one entry", () => {
  const table = { "cloud:index:Thing": { secrets: ["password"] } };
  expect(() => join(table, table)).toThrow(/cloud:index:Thing is described twice/);
});

test("labels and the expiry are required only of types whose tags are described", () => {
  const without = Object.entries(DESCRIPTORS).filter(
    ([, { tags, ownership, remediation }]) => (ownership?.labels || remediation?.expiry) && !tags,
  );
  expect(without).toEqual([]);
});

test("one entry gives facts, secrets, billing, labels and leftovers", () => {
  const type = "huaweicloud:index/drsJob:DrsJob";
  const inputs = {
    chargingMode: "prePaid",
    sourceDb: { password: "hunter22" },
    tags: { "migrate-id": "shop", "migrate-preflight": "2026-11-20T00:00:00Z" },
  };
  const facts = factsOf(inputs, { type, name: "move", urn: "urn", protect: true });
  expect(facts.task).toMatchObject([{ service: "drs", preflight: { at: "2026-11-20T00:00:00Z" } }]);
  expect(facts.secret).toMatchObject([{ property: "sourceDb.password" }]);
  expect(facts.billing).toMatchObject([{ property: "chargingMode" }]);
  expect(facts.label).toMatchObject([{ belongsTo: 'migration "shop"' }]);
  expect(facts.retained).toMatchObject([{ kept: "protect" }]);
});
