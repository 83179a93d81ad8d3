import { describe, expect, test } from "vitest";
import { CASES } from "../../../mysql/checks/recorded/cases";
import { acted } from "./hostile";
import { PRINTERS, reaches, SERVERS, throughCommand } from "./terminal";

describe("a report on two servers whose every name is hostile", () => {
  for (const [at, one] of CASES.entries())
    test(`${one.check} ${one.expect} (${at})`, async () => expect(await reaches(one)).toEqual([]));
});

test.each(SERVERS)("a server says something hostile in $what: $command shows it as text", async ({ what, command }) => {
  expect(await throughCommand(what, command)).toEqual([]);
});

test.each(Object.keys(PRINTERS))("%s", async (name) => {
  const text = await PRINTERS[name]!();
  expect(text).toContain("OWNED");
  expect(acted(text)).toEqual([]);
});
