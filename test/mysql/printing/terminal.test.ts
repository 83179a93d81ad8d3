import { describe, expect, test } from "vitest";
import { CASES } from "../recorded/cases";
import { reaches } from "./terminal";

describe("a report on two servers whose every name is hostile", () => {
  for (const [at, one] of CASES.entries())
    test(`${one.check} ${one.expect} (${at})`, async () => expect(await reaches(one)).toEqual([]));
});
