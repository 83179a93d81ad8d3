import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leftIn } from "../../proofs/package/legs/leg";
import { openPython } from "../../proofs/package/legs/python";
import { GIVING_UP, initConfigured } from "../../proofs/package/legs/unpacked";
import type { ForeignProject } from "../../proofs/package/project";
import { Stage } from "../../proofs/package/stage";
import { ensureGenerator } from "../../scripts/toolchain/generator.mjs";
import { pythonPackages } from "./support/pythonPackages";

const root = resolve(__dirname, "../..");
const PACK = ["--policy-pack", "package/policies"];

const made = pythonPackages();

if ("missing" in made)
  it(`says why a program in Python cannot be run here: ${made.missing}`, () => {
    expect(made.missing).toMatch(/python|pip/i);
  });
else
  describe("a project in Python, outside the clone, with the package from its tarball", () => {
    let stage: Stage;
    let project: ForeignProject;
    beforeAll(async () => {
      ensureGenerator();
      stage = await Stage.open(root);
      project = await openPython(stage, made.packages);
    });
    afterAll(() => stage?.close());

    it("has an SDK that the engine's own command generated and made a dependency", () => {
      expect(existsSync(join(project.folder, "sdks/dbferry/pulumi_dbferry/migration.py"))).toBe(true);
      expect(readFileSync(join(project.folder, "requirements.txt"), "utf8")).toContain("./sdks/dbferry");
    });

    it("previews the whole migration under the package's policies, and opens nothing", async () => {
      await initConfigured(project);
      const { code, text } = await project.pulumi("preview", ...PACK);
      expect(code, text).toBe(0);
      expect(text).toContain("dbferry:index:ReplicationTask");
      expect(text).toMatch(/dbferry@v\d+\.\d+\.\d+ \(local: package\/policies\)/);
      expect(leftIn(project)).toEqual([]);
    });

    it("gets an explanation of wrong arguments, without dbferry's stack trace", async () => {
      project.configure({ phase: "sometime" });
      const { code, text } = await project.pulumi("preview");
      expect(code, text).not.toBe(0);
      expect(text).toMatch(/phase/);
      expect(text).not.toMatch(/provider\/dist|node:internal/);
    });

    it("opens what a migration needs, and no more when it is run again", async () => {
      project.configure({ phase: "prepare" });
      const first = await project.pulumi("up", "--yes", "--skip-preview", ...PACK);
      expect(first.code, first.text).toBe(0);
      const again = await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes", ...PACK);
      expect(again.code, again.text).toBe(0);
      expect(leftIn(project)).toHaveLength(3);
    });

    it("is cancelled and torn down, and leaves nothing open", async () => {
      project.configure({ phase: "cancelled", ...GIVING_UP });
      const ended = await project.pulumi("up", "--yes", "--skip-preview", ...PACK);
      expect(ended.code, ended.text).toBe(0);
      expect(leftIn(project)).toEqual([]);
      const down = await project.pulumi("destroy", "--yes", "--skip-preview");
      expect(down.code, down.text).toBe(0);
    });
  });
