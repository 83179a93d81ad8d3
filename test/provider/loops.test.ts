import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(__dirname, "../..");
/** Loops without a condition, in what asks clouds and tasks, and where each of them ends. */
const ENDS: Readonly<Record<string, RegExp>> = {
  "provider/core/context.ts": /Date\.now\(\) >= end/,
  "provider/resources/run/connection.ts": /Date\.now\(\) >= end/,
  "cli/dayTwo/login.ts": /Date\.now\(\) > end/,
  "cli/dayTwo/until.ts": /Date\.now\(\) > end/,
  // Until Ctrl-C, as requested.
  "cli/commands/status.ts": /stop\.signal\.aborted\) return/,
};

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/(^|\/)(dist|sdk)\//.test(path))
    .map((path) => join(folder, path));

it("every loop that calls a cloud ends", () => {
  const endless = /for \([^;)]*;\s*;|while \(true\)|do \{/;
  const found = ["provider", "cli"]
    .flatMap(sources)
    .filter((path) => endless.test(readFileSync(join(root, path), "utf8")));
  expect(found.sort()).toEqual(Object.keys(ENDS).sort());
  for (const [path, end] of Object.entries(ENDS)) expect(readFileSync(join(root, path), "utf8"), path).toMatch(end);
});
