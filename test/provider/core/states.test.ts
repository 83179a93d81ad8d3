import { expect, it } from "vitest";
import { translated } from "../../../provider/core/states";

const TABLE: Readonly<Record<string, "pass" | "fail">> = { PASSED: "pass", FAILED: "fail" };

it("a vendor's word has the meaning given in the table", () => {
  expect([translated(TABLE, "PASSED"), translated(TABLE, "FAILED")]).toEqual(["pass", "fail"]);
});

it.each([undefined, "", "passed", "constructor", "__proto__"])("a word that the table lacks is unknown: %s", (word) => {
  expect(translated(TABLE, word)).toBe("unknown");
});
