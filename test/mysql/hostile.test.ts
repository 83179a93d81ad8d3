import { expect, test } from "vitest";
import { ATTACKS } from "../attacks/servers";
import { broken } from "../support/attack";

test("there are at least 15 distinct behaviours", () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(15);
  expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
});

test.each(ATTACKS)("$name", async (attack) => {
  expect(broken(await attack.run())).toBe("");
});
