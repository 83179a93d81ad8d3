import { expect, test } from "vitest";
import { broken } from "../../../support/attack";
import { ATTACKS } from "./attacks";

test.each(ATTACKS)("$name", async (attack) => expect(broken(await attack.run())).toBe(""), 120_000);
