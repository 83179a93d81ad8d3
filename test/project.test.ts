import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(__dirname, "..");
const read = (path: string) => readFileSync(resolve(root, path), "utf8");
const manifest = JSON.parse(read("package.json"));
/** Dependencies of the package, and those that only a clone needs; the generator determines the generated SDKs' own. */
const dependencies: Record<string, string> = {
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...JSON.parse(read("sandbox/package.json")).optionalDependencies,
};

describe("the project", () => {
  it("gives a reason for every dependency, and for no other", () => {
    const sdks = ["@pulumi/huaweicloud", "@pulumi/tencentcloud"];
    const wanted = [...Object.keys(dependencies), ...sdks].sort();
    const said = [...read("docs/dependencies.md").matchAll(/^- \*\*(\S+)\*\*: \S.{10,}$/gm)].map(([, name]) => name!);
    expect(said.sort()).toEqual(wanted);
  });

  it("pins every dependency exactly", () => {
    const loose = Object.entries(dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
    // Shared with the program: the range must include the tested version.
    for (const name of Object.keys(manifest.peerDependencies)) expect(Object.keys(dependencies)).toContain(name);
  });

  it("mentions only existing npm scripts in its documents", () => {
    const documents = [
      "README.md",
      "CONTRIBUTING.md",
      ...readdirSync(resolve(root, "docs")).map((name) => `docs/${name}`),
    ];
    for (const document of documents.filter((name) => name.endsWith(".md"))) {
      for (const [, script] of read(document).matchAll(/npm run ([\w:-]+)/g)) {
        expect(Object.keys(manifest.scripts), `${document}: npm run ${script}`).toContain(script);
      }
    }
  });

  it("links only to existing files in its documents", () => {
    for (const [, target] of read("README.md").matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect(existsSync(resolve(root, target!)), target).toBe(true);
    }
  });

  it("skips no test, retries none, and lets none reach outside the clone", () => {
    const files = readdirSync(resolve(root, "test"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && name !== "project.test.ts")
      .map((name) => `test/${name}`);
    expect(files.length).toBeGreaterThan(200);
    for (const file of [...files, "vitest.config.mts"]) {
      const text = read(file);
      expect(text, file).not.toMatch(/\b(skipIf|runIf|retry:)|\b(it|test|describe)\.(skip|todo|only)\b|\{ skip \}/);
      // The upward path from the file must end inside the clone.
      const depth = file.split("/").length - 1;
      for (const [path] of text.matchAll(/(?<=["'`])(\.\.\/)+[\w.-]*|(?<=["'`])(\.\.\/)*\.\.(?=["'`])/g))
        expect(path.split("/").filter((part) => part === "..").length, `${file}: ${path}`).toBeLessThanOrEqual(depth);
    }
  });

  it("has an Unreleased section in its changelog", () => {
    expect(read("CHANGELOG.md")).toMatch(/^# Changelog\n\n## Unreleased\n\n- /);
  });

  it("keeps registry addresses out of its lock file", () => {
    expect(read("package-lock.json")).not.toMatch(/"resolved": "https?:/);
  });
});
