import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { document } from "../../policies/document";

test("docs/policies.md matches the rules (npm run docs)", () => {
  expect(readFileSync(join(__dirname, "../../docs/policies.md"), "utf8")).toBe(document());
});
