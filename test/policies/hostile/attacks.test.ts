import { expect, test } from "vitest";
import { broken } from "../../support/attack";
import { ATTACKS } from ".";

test.each(ATTACKS)("a review holds against a change that $name", async (attack) => {
  expect(broken(await attack.run())).toBe("");
});
