import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leftIn } from "../../../proofs/package/legs/leg";
import { ForeignProject } from "../../../proofs/package/project";
import { Stage } from "../../../proofs/package/stage";
import { root } from "../harness";

const PACK = ["--policy-pack", "node_modules/dbferry/policies"];

/** A user's project: outside the clone, with only what npm installs from the tarball. */
describe("a migration from a program that installed the package", () => {
  let stage: Stage;
  let project: ForeignProject;
  beforeAll(async () => {
    stage = await Stage.open(root);
    project = new ForeignProject(stage, await stage.sandbox(), "typescript");
    await project.install();
    await project.initMigration();
  });
  afterAll(() => stage?.close());

  it("uses nothing of the clone", () => {
    const installed = realpathSync(join(project.folder, "node_modules/dbferry"));
    expect(installed).toBe(realpathSync(project.folder) + "/node_modules/dbferry");
    for (const absent of ["scripts", "sdks", "stacks/program.ts", "node_modules/esbuild"]) {
      expect(existsSync(join(installed, absent)), absent).toBe(false);
    }
    expect(existsSync(join(project.folder, "node_modules/esbuild"))).toBe(false);
    expect(existsSync(join(project.folder, "node_modules/@pulumi/huaweicloud"))).toBe(false);
  });

  it("previews under the package's policies, and opens nothing", async () => {
    const { code, text } = await project.pulumi("preview", ...PACK);
    expect(code, text).toBe(0);
    expect(text).toContain("dbferry:index:ReplicationTask");
    expect(text).toMatch(/dbferry@v\d+\.\d+\.\d+ \(local: node_modules\/dbferry\/policies\)/);
    expect(leftIn(project)).toEqual([]);
  });

  it.each(["prepare", "migrate"])("reaches the phase %s, and a second run changes nothing", async (phase) => {
    project.configure({ phase });
    const first = await project.pulumi("up", "--yes", "--skip-preview", ...PACK);
    expect(first.code, first.text).toBe(0);
    const again = await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes", ...PACK);
    expect(again.code, again.text).toBe(0);
    expect(leftIn(project)).toEqual([
      expect.stringMatching(/^EIP 203\.0\.113\.\d+$/),
      expect.stringContaining("security-group rule"),
      expect.stringMatching(/^allowlist group dbferry_shop_[0-9a-f]{6}$/),
    ]);
  });

  it("is audited by the package's command, which lists what is open", async () => {
    const { code, text } = await project.run("npx", "--no-install", "dbferry", "audit");
    expect(code, text).toBe(1);
    for (const kind of ["EIP", "allowlist", "security-group rule", "task"]) expect(text).toContain(kind);
  });

  it("is torn down, and leaves nothing open", async () => {
    const { code, text } = await project.pulumi("destroy", "--yes", "--skip-preview");
    expect(code, text).toBe(0);
    expect(leftIn(project)).toEqual([]);
    const audit = await project.run("npx", "--no-install", "dbferry", "audit");
    expect(audit.code, audit.text).toBe(0);
  });
});
