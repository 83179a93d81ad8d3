import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { leavesOf, touchedProject, touchedSettings } from "../../../cli/review/configuration";
import { secretsIn } from "../../../cli/review/environment";
import { allowsPath, allowsSetting, type ReviewSettings, readSettings } from "../../../cli/review/settings";
import { type ChangedFile, touchedFiles } from "../../../cli/review/touched";

const NOTHING: ReviewSettings = { isolation: "required", allow: [] };
const ALL: ReviewSettings = {
  isolation: "required",
  allow: [
    { path: "**", why: "all files" },
    { setting: "**", why: "all settings" },
  ],
};

describe("variables that look like secrets", () => {
  test.each([
    "GITHUB_TOKEN",
    "PULUMI_CONFIG_PASSPHRASE",
    "PULUMI_CONFIG_PASSPHRASE_FILE",
    "HW_SECRET_KEY",
    "ALICLOUD_ACCESS_KEY",
    "MYSQL_PWD",
    "db_password",
    "SSH_AUTH_SOCK",
    "MY_API_KEY",
  ])("%s", (name) => expect(secretsIn({ [name]: "x", PATH: "/bin" })).toEqual([name]));
  test("include a password in a URL, under any name", () => {
    expect(secretsIn({ UPSTREAM: "https://me:pw@example.com/", PLAIN: "https://example.com/a:b@c" })).toEqual([
      "UPSTREAM",
    ]);
  });
  test("exclude empty values and what every CI job has", () => {
    expect(secretsIn({ GITHUB_TOKEN: "", PATH: "/bin", HOME: "/root", CI: "true", LANG: "C" })).toEqual([]);
  });
});

describe("files of a change that affect how it is judged", () => {
  const at = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
    path,
    how: "changed",
    leaves: false,
    ...more,
  });
  const places = {
    pack: "policies",
    plugins: ["provider"],
    policyConfig: "ci/pack.json",
    manifest: "Pulumi.yaml",
    sources: new Map([["model/addresses.ts", "policy pack"]]),
    stacks: ["stacks/Pulumi.prod.yaml"],
  };
  test.each([
    ["policies/dist/index.js", "policy pack"],
    ["other/PulumiPolicy.yaml", "policy pack"],
    ["model/addresses.ts", "policy pack"],
    ["provider/dist/main.js", "provider"],
    ["ci/pack.json", "settings of the pack"],
    ["dbferry-review.yaml", "settings of the review"],
    ["stacks/package-lock.json", "toolchain"],
    [".npmrc", "toolchain"],
    [".github/workflows/x.yml", "toolchain"],
    ["node_modules/a/index.js", "toolchain"],
    ["Pulumi.json", "toolchain"],
    ["stacks/Pulumi.yaml", "toolchain"],
    ["infra/.yarn/releases/yarn.cjs", "toolchain"],
    ["tools/action.yml", "toolchain"],
    ["stacks/.mise.toml", "toolchain"],
  ])("%s is %s", (path, what) => {
    expect(touchedFiles([at(path)], places, NOTHING)).toEqual([{ what, where: path, base: "", change: "changed" }]);
  });
  test("exclude what belongs to the program itself", () => {
    const own = [
      "stacks/index.ts",
      "README.md",
      "policiesOfOurs/a.ts",
      "provider2/x.js",
      "stacks/transaction.yml",
      // Their contents are inspected; they are not compared as files.
      "Pulumi.yaml",
      "stacks/Pulumi.prod.yaml",
    ].map((path) => at(path));
    expect(touchedFiles(own, places, NOTHING)).toEqual([]);
  });
  test("include a stack file of the base that was removed", () => {
    const gone = ["stacks/Pulumi.prod.yaml", "stacks/notes.yaml"].map((path) => at(path, { how: "removed" }));
    expect(touchedFiles(gone, places, NOTHING).map(({ what, where }) => [what, where])).toEqual([
      ["stack", "stacks/Pulumi.prod.yaml"],
    ]);
  });
  test("can be allowed by the base, except what allows and what leads out of the checkout", () => {
    const allowed = (file: ChangedFile) => touchedFiles([file], places, ALL)[0]?.allowed;
    expect(allowed(at(".npmrc"))).toBe("all files");
    expect(allowed(at("dbferry-review.yaml"))).toBeUndefined();
    expect(allowed(at("stacks/data", { how: "link", leaves: true }))).toBeUndefined();
  });
});

describe("settings of a stack that affect how it is judged", () => {
  const rows = (base: object, change: object, settings = NOTHING) =>
    touchedSettings("Pulumi.prod.yaml", "prod", { config: base }, { config: change }, settings);
  test.each<[string, object, string]>([
    ["an endpoint of dbferry's", { "dbferry:clouds": { alicloud: { endpoints: { rds: "x" } } } }, "endpoint"],
    ["an endpoint of Alibaba's provider", { "alicloud:endpoints": '[{"rds":"x.example.com"}]' }, "endpoint"],
    ["an endpoint of Huawei's provider", { "huaweicloud:endpoints": { rds: "x.example.com" } }, "endpoint"],
    ["Huawei's login", { "huaweicloud:authUrl": "x" }, "endpoint"],
    ["Huawei's domain", { "huaweicloud:cloud": "attacker.example" }, "endpoint"],
    ["Tencent's domain", { "tencentcloud:domain": "attacker.example" }, "endpoint"],
    ["any address", { "shop:note": "https://attacker.example" }, "endpoint"],
    ["a rule", { "dbferry:policies": { rules: { "NET-01": "disabled" } } }, "policy settings"],
    ["an exemption", { "dbferry:policies": { exemptions: [{ policy: "NET-01" }] } }, "exemption"],
  ])("%s, added and removed", (_, config, what) => {
    expect(rows({}, config).map((row) => row.what)).toEqual([what]);
    expect(rows(config, {}).map((row) => [row.what, row.change])).toEqual([[what, "nothing"]]);
    expect(rows(config, config)).toEqual([]);
    expect(rows({}, config, ALL).every((row) => row.allowed === "all settings")).toBe(true);
  });
  test("exclude its phase and its size", () => {
    expect(rows({ "dbferry:phase": "prepare" }, { "dbferry:phase": "migrate", "dbferry:size": 3 })).toEqual([]);
  });
  test("include the key of the secrets", () => {
    const found = touchedSettings("f", "prod", { encryptionsalt: "a" }, { encryptionsalt: "b" }, NOTHING);
    expect(found).toMatchObject([{ what: "key of the secrets", base: "a", change: "b" }]);
  });
  test("a secret is reported as one, never with its content", () => {
    expect(JSON.stringify([...leavesOf({ config: { "a:b": { c: { secure: "v1:xyz" } } } })])).toBe(
      '[["a:b.c","a secret"]]',
    );
  });
  test("include what the project says about code and about values for all stacks", () => {
    const found = touchedProject(
      "Pulumi.yaml",
      {},
      { main: "x", config: { "dbferry:policies": { level: "baseline" } } },
      NOTHING,
    );
    expect(found.map((row) => row.what).sort()).toEqual(["policy settings", "toolchain"]);
  });
});

describe("dbferry-review.yaml", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dbferry-settings-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = (text: string) => {
    writeFileSync(join(folder, "dbferry-review.yaml"), text);
    return readSettings(folder);
  };
  test("when absent or empty, allows nothing and isolates", () => {
    expect(readSettings(folder)).toEqual(NOTHING);
    expect(read("")).toEqual(NOTHING);
  });
  test.each(["isolation: off", "allow: [{path: x}]", "allow: [{path: x, why: ''}]", "alow: []", "allow: [{why: y}]"])(
    "%s is refused",
    (text) => expect(() => read(text)).toThrow(/needed/),
  );
  test("one star does not match a slash, two do, and nothing else is a pattern", () => {
    const { allow } = read("allow: [{path: 'a/*.yml', why: one}, {path: 'b/**', why: two}, {path: 'c.d', why: three}]");
    const of = (path: string) => allowsPath({ isolation: "required", allow }, path);
    expect([of("a/x.yml"), of("a/b/x.yml"), of("b/x/y"), of("c.d"), of("cxd")]).toEqual([
      "one",
      undefined,
      "two",
      "three",
      undefined,
    ]);
  });
  test("allows a setting only for its stack and its value", () => {
    const settings = read("allow: [{setting: 'dbferry:clouds.**', stack: 'dev*', value: 'https://a', why: sandbox}]");
    const of = (stack: string, value: string) =>
      allowsSetting(settings, { setting: "dbferry:clouds.alicloud.endpoints.rds", stack, value });
    expect([of("dev1", "https://a"), of("prod", "https://a"), of("dev1", "https://b")]).toEqual([
      "sandbox",
      undefined,
      undefined,
    ]);
  });
});

describe("an entry of the base for a specific content", () => {
  const DIGEST = `sha256:${"5f".repeat(32)}`;
  const settings: ReviewSettings = {
    isolation: "required",
    allow: [{ path: "policies/**", content: DIGEST, why: "read by two" }],
  };
  const rows = (content?: string) =>
    touchedFiles(
      [{ path: "policies/rules/x.ts", how: "changed", leaves: false, ...(content ? { content } : {}) }],
      { pack: "policies", plugins: [], manifest: "Pulumi.yaml", sources: new Map(), stacks: [] },
      settings,
    );

  test("allows exactly that content, and names the content of what it does not allow", () => {
    expect(rows(DIGEST)).toEqual([expect.objectContaining({ allowed: "read by two" })]);
    const other = `sha256:${"60".repeat(32)}`;
    expect(rows(other)).toEqual([expect.objectContaining({ content: other })]);
    expect(rows(other)[0]).not.toHaveProperty("allowed");
    expect(rows(`${DIGEST}+x`)[0]).not.toHaveProperty("allowed");
    // A file that was not read has no content that could be allowed.
    expect(rows()[0]).not.toHaveProperty("allowed");
  });

  test("is a digest, or the word for a removed file", () => {
    const folder = mkdtempSync(join(tmpdir(), "dbferry-content-"));
    try {
      const read = (content: string) => {
        writeFileSync(join(folder, "dbferry-review.yaml"), `allow: [{ path: a, content: "${content}", why: b }]\n`);
        return () => readSettings(folder);
      };
      for (const good of [DIGEST, `${DIGEST}+x`, "removed"]) expect(read(good)).not.toThrow();
      for (const bad of ["5f2c", "sha256:5f2c", "changed", ""])
        expect(read(bad)).toThrow(/dbferry-review.yaml: 1 problem/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("patterns", () => {
  const allowed = (path: string, file: string) =>
    allowsPath({ isolation: "required", allow: [{ path, why: "y" }] }, file) === "y";

  test.each([
    ["a/*", "a/b", true],
    ["a/*", "a/b/c", false],
    ["a/**", "a/b/c", true],
    ["**/x.ts", "a/b/x.ts", true],
    ["**", "", true],
    ["*.ts", "a.ts", true],
    ["*.ts", "a/b.ts", false],
    ["a.ts", "axts", false],
    ["a*b*c", "aXbYc", true],
    ["a*b*c", "aXbY", false],
    ["a", "ab", false],
    ["a**b", "a/\n/b", true],
    ["[a]", "a", false],
  ])("%s of %s: %s", (pattern, path, is) => expect(allowed(pattern, path)).toBe(is));

  test("take time proportional to the text, whatever the pattern", () => {
    const started = performance.now();
    for (const star of ["*a", "**a"]) expect(allowed(`${star.repeat(12)}b`, "a".repeat(2_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
