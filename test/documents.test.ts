import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import summaries from "../cli/bin/summaries.js";
import { SCENARIOS } from "../model/scenario";
import { ENGINE_VERSIONS, sourceVersions, targetVersions } from "../model/versions";

const root = resolve(__dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const README = read("README.md");
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const SCENARIO_PAGES = readdirSync(join(root, "docs/scenarios"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/scenarios/${name}`);

describe("the README", () => {
  test("links to every page", () => {
    const missing = PAGES.filter((page) => page !== "README.md" && !README.includes(`(${page})`));
    expect(missing).toEqual([]);
  });

  test("lists as supported exactly what the code can do", () => {
    const [from, to] = [sourceVersions(ENGINE_VERSIONS.drs), targetVersions(ENGINE_VERSIONS.drs)];
    expect(README).toContain(`from MySQL ${list(from)} to ${list(to)}`);
    expect(SCENARIOS.map(({ source, target, engine, path }) => [source, target, engine, path])).toEqual([
      ["alicloud-rds", "huaweicloud-rds", "drs", "public"],
      ["tencentcloud-mysql", "huaweicloud-rds", "drs", "public"],
      ["huaweicloud-rds", "huaweicloud-rds", "drs", "vpc"],
      ["huaweicloud-rds", "huaweicloud-rds", "drs", "peering"],
      ["huaweicloud-rds", "huaweicloud-rds", "drs", "public"],
      ["vm", "huaweicloud-rds", "drs", "vpc"],
      ["vm", "huaweicloud-rds", "drs", "peering"],
      ["onprem", "huaweicloud-rds", "drs", "public"],
      ["onprem", "huaweicloud-rds", "drs", "vpn"],
      ["alicloud-rds", "tencentcloud-mysql", "tencent-dts", "public"],
      ["huaweicloud-rds", "tencentcloud-mysql", "tencent-dts", "public"],
      ["onprem", "tencentcloud-mysql", "tencent-dts", "public"],
      ["tencentcloud-mysql", "tencentcloud-mysql", "tencent-dts", "vpc"],
      ["onprem", "tencentcloud-mysql", "tencent-dts", "vpn"],
      ["alicloud-rds", "alicloud-rds", "alibaba-dts", "vpc"],
      ["onprem", "alicloud-rds", "alibaba-dts", "public"],
      ["onprem", "alicloud-rds", "alibaba-dts", "vpn"],
      ["tencentcloud-mysql", "alicloud-rds", "alibaba-dts", "public"],
      ["huaweicloud-rds", "alicloud-rds", "alibaba-dts", "public"],
      ["vm", "alicloud-rds", "alibaba-dts", "vpc"],
    ]);
    expect(README).toMatch(/Alibaba RDS for MySQL to Huawei RDS for MySQL, or to TencentDB for MySQL/);
    expect(README).toMatch(/your own server to Huawei RDS for MySQL, TencentDB for MySQL or Alibaba RDS for MySQL/);
    expect(README).toMatch(/TencentDB for MySQL to Huawei RDS for MySQL, or to Alibaba RDS for MySQL/);
    expect(README).toMatch(/between instances of Alibaba RDS for MySQL/);
    expect(README).toMatch(/between instances of TencentDB for MySQL/);
    expect(README).toMatch(
      /between instances of Huawei RDS for MySQL in one VPC, over a VPC peering, or over the public network/,
    );
    expect(README).toMatch(/Huawei RDS for MySQL to TencentDB for MySQL, or to Alibaba RDS for MySQL/);
    expect(README).toMatch(/or to Huawei RDS, Alibaba RDS or TencentDB over a site-to-site VPN \(`vpn`\)/);
    expect(README).toMatch(
      /MySQL on a virtual machine of Huawei ECS to Huawei RDS for MySQL in its VPC or, over a peering, in another one, or of Alibaba ECS to Alibaba RDS for MySQL/,
    );
    expect(sourceVersions(ENGINE_VERSIONS["tencent-dts"])).toEqual(from);
    expect(README).toContain(`Maturity: ${JSON.parse(read("package.json")).version.split(".").slice(0, 2).join(".")}.`);
  });

  const list = (versions: readonly string[]) => `${versions.slice(0, -1).join(", ")} or ${versions.at(-1)}`;
});

test.each([...PAGES, ...SCENARIO_PAGES])("every link of %s leads to a file, and to a heading that is there", (page) => {
  const text = read(page);
  const dead = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].filter(([, path = "", anchor]) => {
    const file = path === "" ? join(root, page) : join(dirname(join(root, page)), path);
    if (!existsSync(file)) return true;
    if (anchor === undefined || !file.endsWith(".md")) return false;
    return !headingsOf(readFileSync(file, "utf8")).has(anchor);
  });
  expect(dead.map(([link]) => link)).toEqual([]);
});

function headingsOf(text: string): Set<string> {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-");
  return new Set([...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading]) => slug(heading!)));
}

test("docs/status.md has the exit codes of every command", () => {
  const text = read("docs/status.md");
  const codes = text.slice(text.indexOf("## Exit codes"));
  const missing = Object.keys(summaries).filter((name) => !new RegExp(`^\\|[^|]*\`${name}\``, "m").test(codes));
  expect(missing).toEqual([]);
});

test("an issue form asks for what is needed to answer it, and vulnerabilities are directed elsewhere", () => {
  const folder = join(root, ".github/ISSUE_TEMPLATE");
  const forms = readdirSync(folder).filter((name) => name !== "config.yml");
  expect(forms.length).toBeGreaterThan(2);
  for (const form of forms) {
    const { name, description, body } = parse(readFileSync(join(folder, form), "utf8"));
    expect([typeof name, typeof description]).toEqual(["string", "string"]);
    const fields = body.filter(({ type }: { type: string }) => type !== "markdown");
    expect(new Set(fields.map(({ id }: { id: string }) => id)).size).toBe(fields.length);
    for (const { type, attributes } of body) {
      expect(["markdown", "textarea", "input", "dropdown"]).toContain(type);
      expect(typeof (type === "markdown" ? attributes.value : attributes.label)).toBe("string");
      if (type === "dropdown") for (const option of attributes.options) expect(typeof option).toBe("string");
    }
  }
  expect(parse(readFileSync(join(folder, "config.yml"), "utf8"))).toMatchObject({ blank_issues_enabled: false });
  expect(readFileSync(join(folder, "bug.yml"), "utf8")).toContain("SECURITY.md");
});
