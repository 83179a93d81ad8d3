import { expect, it } from "vitest";
import { parsedValue } from "../../../cli/engine/stackSettings";

it("a key that has a text instead of keys and values is named, without its contents", () => {
  expect(parsedValue("shop:clouds", undefined)).toBeUndefined();
  expect(parsedValue("shop:clouds", '{"pollSeconds":1}')).toEqual({ pollSeconds: 1 });
  expect(() => parsedValue("shop:migration", "Sec-ret")).toThrow(/shop:migration: a text; needed: keys and values/);
  expect(() => parsedValue("shop:migration", "Sec-ret")).not.toThrow(/Sec-ret/);
});
