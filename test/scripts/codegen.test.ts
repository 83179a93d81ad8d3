import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "dbferry-codegen-"));
beforeAll(() => execa("node", [join(root, "scripts/codegen.mjs"), folder]), 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Relative path -> content, without compiled or installed files. */
function tree(top: string, inside = ""): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(top, inside)).flatMap((name) => {
      const path = join(inside, name);
      if (inside === "" && ["bin", "node_modules"].includes(name)) return [];
      return statSync(join(top, path)).isDirectory()
        ? Object.entries(tree(top, path))
        : [[path, readFileSync(join(top, path), "utf8")]];
    }),
  );
}

it.each([
  ["sdks/huaweicloud", "the committed schema"],
  ["sdks/tencentcloud", "the committed schema"],
  ["provider/sdk", "the schema that the provider serves"],
])("%s is what the generator produces from %s", (sdk) => {
  const [generated, committed] = [tree(join(folder, sdk)), tree(join(root, sdk))];
  expect(Object.keys(committed).sort()).toEqual(Object.keys(generated).sort());
  const stale = Object.keys(generated).filter((path) => generated[path] !== committed[path]);
  expect(stale, `run \`npm run codegen\`; stale in ${sdk}`).toEqual([]);
});
