import { expect, test } from "vitest";
import { broken } from "../../../support/attack";
import { ATTACKS } from "./attacks";

// One after another: each measures the memory of this process.
test.each(ATTACKS.map((attack) => [attack.name, attack] as const))(
  "withstands a hostile endpoint that %s",
  async (_, attack) => {
    expect(broken(await attack.run())).toBe("");
  },
);
