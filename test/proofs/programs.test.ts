import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "../..");
const PROGRAMS = readdirSync(join(ROOT, "proofs")).filter((name) => name.endsWith(".ts"));

describe("a proof runs as a separate program", () => {
  it.each(PROGRAMS)("%s loads nothing of the test runner, which cannot be loaded outside of it", (name) => {
    const { metafile } = buildSync({
      absWorkingDir: ROOT,
      entryPoints: [`proofs/${name}`],
      bundle: true,
      platform: "node",
      format: "cjs",
      packages: "external",
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    expect(outside.filter((path) => path === "vitest" || path.startsWith("vitest/"))).toEqual([]);
  });
});
