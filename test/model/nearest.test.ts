import { expect, it } from "vitest";
import { nearest } from "../../model/nearest";

it("ranks two swapped letters before a wrong letter", () => {
  expect(nearest("drs", ["dts", "rds"])).toBe("rds");
  expect(nearest("tds", ["rds", "dts"])).toBe("dts");
  expect(nearest("dt", ["rds", "dts"])).toBe("dts");
});

it("suggests nothing that is far away", () => {
  expect(nearest("colour", ["rds", "dts"])).toBeUndefined();
});
