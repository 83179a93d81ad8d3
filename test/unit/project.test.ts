import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(__dirname, "../..");
const read = (path: string) => readFileSync(resolve(root, path), "utf8");
const manifest = JSON.parse(read("package.json"));

describe("the project", () => {
  it("says of every dependency why it is there, and of no other", () => {
    const wanted = Object.keys({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies,
    }).sort();
    const said = [...read("docs/dependencies.md").matchAll(/^- \*\*(\S+)\*\*: \S.{10,}$/gm)].map(([, name]) => name!);
    expect(said.sort()).toEqual(wanted);
  });

  it("pins every dependency exactly", () => {
    const loose = Object.entries<string>({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies,
    }).filter(([, version]) => !/^(\d+\.\d+\.\d+|file:sdks\/\w+)$/.test(version));
    expect(loose).toEqual([]);
  });

  it("names in its documents only npm scripts that exist", () => {
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

  it("links in its documents only to files that exist", () => {
    for (const [, target] of read("README.md").matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect(existsSync(resolve(root, target!)), target).toBe(true);
    }
  });

  it("keeps an Unreleased head in its changelog", () => {
    expect(read("CHANGELOG.md")).toMatch(/^# Changelog\n\n## Unreleased\n\n- /);
  });

  it("keeps registry addresses out of its lock file", () => {
    expect(read("package-lock.json")).not.toMatch(/"resolved": "https?:/);
  });
});
