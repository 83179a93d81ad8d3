import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, expect, it } from "vitest";

const root = resolve(__dirname, "../..");
const clone = mkdtempSync(join(tmpdir(), "dbferry-prepack-"));
afterAll(() => rmSync(clone, { recursive: true, force: true }));

/** As run by `npm run pack` and `npm publish`. */
const pack = () => execa("npm", ["pack", "--ignore-scripts=false"], { cwd: clone, reject: false });
const tarballs = () => readdirSync(clone).filter((name) => name.endsWith(".tgz"));

it("a clone that is not built, or has changed since, is not packed, and the error says what to run", async () => {
  for (const name of ["package.json", ".npmrc", "scripts", "system"]) {
    cpSync(join(root, name), join(clone, name), { recursive: true });
  }
  const unbuilt = await pack();
  expect(unbuilt.exitCode).not.toBe(0);
  expect(unbuilt.stderr).toMatch(/not packed: missing: lib, .*; run `npm run pack`/);
  expect(tarballs()).toEqual([]);

  const { files, main, types } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const built: string[] = [...files.filter((file: string) => !file.includes("*") && file !== "lib"), main, types];
  for (const file of built) {
    mkdirSync(join(clone, file, ".."), { recursive: true });
    if (!file.includes(".") && file !== "NOTICE") mkdirSync(join(clone, file), { recursive: true });
    else writeFileSync(join(clone, file), file.endsWith(".json") ? "{}" : "");
  }
  mkdirSync(join(clone, ".toolchain"), { recursive: true });
  writeFileSync(join(clone, ".toolchain/build.stamp"), "");
  const packed = await pack();
  expect(packed.exitCode, packed.stderr).toBe(0);
  expect(tarballs()).toHaveLength(1);

  writeFileSync(join(clone, "tsconfig.library.json"), "{}");
  const later = Date.now() / 1000 + 60;
  utimesSync(join(clone, "tsconfig.library.json"), later, later);
  const stale = await pack();
  expect(stale.exitCode).not.toBe(0);
  expect(stale.stderr).toContain("sources have changed since the last build");
});
