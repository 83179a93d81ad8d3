import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { leftIn } from "../../../proofs/package/legs/leg";
import { addPackage, initConfigured, unpack } from "../../../proofs/package/legs/unpacked";
import { ForeignProject } from "../../../proofs/package/project";
import { Stage } from "../../../proofs/package/stage";
import { ensureGenerator } from "../../../scripts/toolchain/generator.mjs";
import { root } from "../harness";

const PROGRAM = `
import * as dbferry from "@pulumi/dbferry";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const source = config.requireObject<{ region: string; instanceId: string }>("source");
const expires = config.require("expires");

const eip = new dbferry.HuaweicloudTaskEip("shop", {
  eipName: "dbferry-shop",
  region: config.requireObject<{ region: string }>("target").region,
  migration: "shop",
  owner: "dba@example.com",
  expires,
});
new dbferry.AllowlistEntry("shop", {
  ...{ cloud: "alicloud", region: source.region, instanceId: source.instanceId, group: "dbferry_shop" },
  expires,
  cidrs: [eip.cidr],
});
export const cidr: pulumi.Output<string> = eip.cidr;
`;

const MISUSE = `
import * as dbferry from "@pulumi/dbferry";

// @ts-expect-error a phase that there is not
new dbferry.Migration("shop", { phase: "sometime", passwords: { source: "a", target: "b" }, spec: {} as never });
// @ts-expect-error an address is text
new dbferry.AllowlistEntry("shop", { cloud: "alicloud", region: "r", instanceId: "i", group: "g", cidrs: [1] });
`;

/** A project without dbferry's npm package: only what the engine's own command generated. */
describe("a project in TypeScript, outside the clone, with an SDK of pulumi package add", () => {
  let stage: Stage;
  let project: ForeignProject;
  const write = (name: string, content: string | object) =>
    writeFileSync(join(project.folder, name), typeof content === "string" ? content : JSON.stringify(content));
  const manifest = () => JSON.parse(readFileSync(join(project.folder, "package.json"), "utf8"));

  beforeAll(async () => {
    ensureGenerator();
    stage = await Stage.open(root);
    project = new ForeignProject(stage, await stage.sandbox(), "component");
    await unpack(project, stage);
    const { dependencies, ...rest } = manifest();
    const { dbferry: _, ...own } = dependencies;
    write("package.json", { ...rest, dependencies: own });
    const plugins = { providers: [{ name: "dbferry", path: "package/provider" }] };
    write("Pulumi.yaml", stringify({ ...parse(readFileSync(join(project.folder, "Pulumi.yaml"), "utf8")), plugins }));
    const compiled = JSON.parse(readFileSync(join(project.folder, "tsconfig.json"), "utf8"));
    write("tsconfig.json", { ...compiled, files: ["index.ts", "misuse.ts"] });
    write("index.ts", PROGRAM);
    write("misuse.ts", MISUSE);
  });
  afterAll(() => stage?.close());

  it("is added by the engine's own command, and is a dependency that npm installs and compiles", async () => {
    expect(await addPackage(project)).toContain('import * as dbferry from "@pulumi/dbferry"');
    expect(manifest().dependencies).toMatchObject({ "@pulumi/dbferry": "file:sdks/dbferry" });
    expect(manifest().dependencies).not.toHaveProperty("dbferry");
    // The test registry offers what the clone has, which excludes the compiler version that Pulumi's generator
    // requires.
    const compiler = join(root, "node_modules/@arethetypeswrong/core/node_modules/typescript/package.json");
    const { version } = JSON.parse(readFileSync(compiler, "utf8"));
    const types = JSON.parse(readFileSync(join(root, "node_modules/@types/node/package.json"), "utf8")).version;
    const sdk = join("sdks/dbferry", "package.json");
    const { dependencies, ...generated } = JSON.parse(readFileSync(join(project.folder, sdk), "utf8"));
    write(sdk, { ...generated, dependencies: { ...dependencies, typescript: version, "@types/node": types } });
    await project.expect("npm", "install", "--no-audit", "--no-fund", "--foreground-scripts");
    expect(existsSync(join(project.folder, "node_modules/@pulumi/dbferry/bin/index.js"))).toBe(true);
    expect(existsSync(join(project.folder, "node_modules/dbferry"))).toBe(false);
  });

  it("has types that check a strict program", async () => {
    const { code, text } = await project.run("npx", "--no-install", "tsc", "--noEmit", "-p", ".");
    expect(code, text).toBe(0);
  });

  it("previews a component and a resource, and creates and removes them", async () => {
    await initConfigured(project);
    const preview = await project.pulumi("preview", "--policy-pack", "package/policies");
    expect(preview.code, preview.text).toBe(0);
    for (const type of ["HuaweicloudTaskEip", "AllowlistEntry"])
      expect(preview.text).toContain(`dbferry:index:${type}`);
    expect(leftIn(project)).toEqual([]);
    const up = await project.pulumi("up", "--yes", "--skip-preview");
    expect(up.code, up.text).toBe(0);
    expect(leftIn(project)).toEqual([expect.stringContaining("EIP"), "allowlist group dbferry_shop"]);
    const again = await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
    const down = await project.pulumi("destroy", "--yes", "--skip-preview");
    expect(down.code, down.text).toBe(0);
    expect(leftIn(project)).toEqual([]);
  });
});
