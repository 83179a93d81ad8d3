import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { CLOUDS } from "../model/clouds";
import { ENGINE_FACTS, ENGINES } from "../model/engines";
import { ENGINE_PROFILES } from "../model/engines/profiles";

const root = resolve(__dirname, "..");
const VENDOR = new RegExp(["alibaba", "aliyun", "huawei", "tencent", ...CLOUDS].join("|"), "i");

/** Our own sources below these folders, by path. Build output and generated code are excluded. */
function sources(...folders: string[]): [path: string, text: string][] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/(^|\/)(dist|sdk|node_modules)\//.test(file))
      .map((file): [string, string] => [`${folder}/${file}`, readFileSync(join(root, folder, file), "utf8")]),
  );
}

const matching = (files: [string, string][], pattern: RegExp) =>
  files.filter(([, text]) => pattern.test(text)).map(([path]) => path);

/** Rules that import directions (.dependency-cruiser.cjs) cannot express. */
describe("the architecture", () => {
  it("names no vendor where a migration is composed, nor in the sandbox's world", () => {
    const composing = sources("components/migration", "components/paths", "components/shared");
    const contracts = sources("components/kits").filter(([path]) => path.endsWith("contracts.ts"));
    const files = [...composing, ...contracts, ...sources("sandbox/world")];
    expect(files.length).toBeGreaterThan(30);
    // These comments give examples of recorded calls, which are named after their clouds.
    expect(matching(files, VENDOR).filter((path) => !/world\/(world|resources)\.ts$/.test(path))).toEqual([]);
    const code = sources("sandbox/world").map(([path, text]): [string, string] => [
      path,
      text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""),
    ]);
    expect(matching(code, VENDOR)).toEqual([]);
  });

  it("compares with no engine's name in checks and gates: differences are in the engines' folders", () => {
    const named = new RegExp(`["'\`](${ENGINES.join("|")})["'\`]`);
    const files = sources("mysql");
    expect(files.length).toBeGreaterThan(150);
    expect(matching(files, named)).toEqual([]);
  });

  it("has the requirements and limits of an engine in its folder and nowhere else", () => {
    const sourced = /\breadOn\(|\bEngineProfile = \{|satisfies EngineFacts\b|\bsource: "[^"]*",\s+date: "20\d\d-/;
    const everywhere = sources("model", "mysql", "provider", "components", "stacks", "cli", "package");
    const folders = matching(everywhere, sourced).map((path) => dirname(path));
    expect([...new Set(folders)].sort()).toEqual(
      ["alibabaDts", "drs", "tencentDts"].map((one) => `model/engines/${one}`),
    );
  });

  it("has no engine by default", () => {
    const files = sources("model", "components", "provider", "stacks", "cli", "package", "mysql");
    const fallback = new RegExp(`(\\?\\?|\\|\\||default\\(|engine\\s*=)\\s*["'\`](${ENGINES.join("|")})["'\`]`);
    expect(matching(files, fallback)).toEqual([]);
  });

  it.each(ENGINES)("gives source and date for every limit of %s", (engine) => {
    const { rights: _, ...limits } = ENGINE_PROFILES[engine];
    const read = [...Object.entries(limits), ["versions", ENGINE_FACTS[engine].versions] as const];
    for (const [name, { source, date }] of read) {
      expect(source, name).toMatch(/\S{3}/);
      expect(date, name).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });

  it("has its tests in folders like those of the sources", () => {
    // Tests that belong to no single folder: whole migrations, product-wide messages, attacks, the vendors' models.
    const across = /^(attacks|contract|e2e|refusals|support)(\/|$)|(^|\/)hostile$/;
    const folders = sources("test")
      .filter(([path]) => path.endsWith(".test.ts"))
      .map(([path]) => dirname(path).slice("test/".length));
    const strange = [...new Set(folders)].filter(
      (folder) => !across.test(folder) && !existsSync(join(root, folder)) && !existsSync(join(root, `${folder}.ts`)),
    );
    expect(folders.length).toBeGreaterThan(200);
    expect(strange).toEqual([]);
  });

  it("converts between addresses and blocks only in model/addresses", () => {
    const ours = sources("model", "mysql", "provider", "policies", "components", "package", "stacks", "cli", "plugin");
    const elsewhere = ours.filter(([path]) => !path.startsWith("model/addresses/"));
    expect(matching(elsewhere, /from "(ipaddr\.js|cidr-tools)"/)).toEqual([]);
    // Adding: `${address}/32`; removing: .replace("/32", "").
    expect(matching(elsewhere, /\}\/(32|128)|["'`]\/(32|128)["'`]|\\\/(32|128)/)).toEqual([]);
  });
});
