import { join } from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../policies/rules";
import { fuzz } from "./support/fuzz";

test("10,000 hostile and malformed resources each get a verdict", { timeout: 120_000 }, async () => {
  const outcome = await fuzz(join(__dirname, "../.."), 10_000, 20261129);
  expect(outcome.first).toBeUndefined();
  expect(outcome).toMatchObject({ tried: 10_000, threw: 0 });
  expect(RULES.map((rule) => rule.id).filter((id) => !outcome.heard.has(id))).toEqual([]);
});
