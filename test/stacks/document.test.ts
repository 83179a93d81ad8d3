import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { optionPaths } from "../../proofs/mistakes/cases/stackFile";
import { keysDocument, migrationKeys, placeKeys } from "../../stacks/document";
import { PROGRAM_KEYS } from "../../stacks/keys";

const PAGE = readFileSync(join(__dirname, "../../docs/keys.md"), "utf8");

describe("docs/keys.md", () => {
  test("matches the schemas (npm run docs)", () => {
    expect(PAGE).toBe(keysDocument());
  });

  test("has every key of the stack file, each with what it does", () => {
    for (const key of PROGRAM_KEYS) expect(PAGE).toMatch(new RegExp(`^\\| \`${key}\` \\|`, "m"));
    const shown = [
      ...migrationKeys(),
      ...placeKeys("alicloud-rds", "source"),
      ...placeKeys("huaweicloud-rds", "target"),
    ];
    // The page writes list entries as `[]`, and lists a section's keys below its heading.
    const onPage = (path: string) => path.replace(/\.0(?=\.|$)/g, "[]").replace(/^clouds\./, "");
    const found = new Set([...PAGE.matchAll(/^\| `([^`]+)` \|/gm)].map(([, path]) => path!));
    for (const { path } of shown) found.add(path);
    expect(
      optionPaths()
        .map(onPage)
        .filter((path) => !found.has(path)),
    ).toEqual([]);
    expect(shown.filter(({ what }) => !/\w{3}/.test(what))).toEqual([]);
  });

  test.each([
    ["endpoint", /a public endpoint that the instance already has/],
    ["connect", /at which this machine reaches the server/],
    ["operator.addresses", /none; only with `operator`.*admitted to the source/],
    ["protectLiveTask", /`true`.*neither ended nor replaced/],
  ])("explains %s", (key, words) => {
    expect(PAGE.split("\n").find((line) => line.startsWith(`| \`${key}\` |`))).toMatch(words);
  });

  test("says where the application's accounts for G05 go", () => {
    expect(PAGE).toMatch(/Accounts of the application.*G05[\s\S]*--account[\s\S]*cutover\.exemptions/);
  });
});
