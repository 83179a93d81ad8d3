import { expect, test } from "vitest";
import { broken } from "../../../support/attack";
import { ATTACKS } from "./attacks";

// One after another: each measures the memory of this process.
test.each(ATTACKS)("withstands a hostile endpoint that $name", async (attack) => {
  expect(broken(await attack.run())).toBe("");
});
