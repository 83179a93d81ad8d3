import { expect, test } from "vitest";
import { ATTACKS } from "../policy/hostile";
import { broken } from "../support/attack";

test.each(ATTACKS)("a review holds against a change that $name", async (attack) => {
  expect(broken(await attack.run())).toBe("");
});
