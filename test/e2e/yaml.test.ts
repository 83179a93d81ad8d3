import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leftIn } from "../../proofs/package/legs/leg";
import { addPackage, GIVING_UP, initConfigured } from "../../proofs/package/legs/unpacked";
import { openYaml } from "../../proofs/package/legs/yaml";
import type { ForeignProject } from "../../proofs/package/project";
import { Stage } from "../../proofs/package/stage";
import { ensureYamlHost } from "../../scripts/toolchain/yamlHost.mjs";

const root = resolve(__dirname, "../..");
const PACK = ["--policy-pack", "package/policies"];

describe("a project in YAML, outside the clone, with the package from its tarball", () => {
  let stage: Stage;
  let project: ForeignProject;
  beforeAll(async () => {
    ensureYamlHost();
    stage = await Stage.open(root);
    project = await openYaml(stage);
  });
  afterAll(() => stage?.close());

  it("adds the package with the engine's own command", async () => {
    expect(await addPackage(project)).toContain("Added package dbferry");
  });

  it("previews the whole migration under the package's policies, and opens nothing", async () => {
    await initConfigured(project);
    const { code, text } = await project.pulumi("preview", ...PACK);
    expect(code, text).toBe(0);
    expect(text).toContain("dbferry:index:ReplicationTask");
    expect(text).toMatch(/dbferry@v\d+\.\d+\.\d+ \(local: package\/policies\)/);
    expect(leftIn(project)).toEqual([]);
  });

  it.each(["prepare", "migrate"])("reaches the phase %s, and a second run changes nothing", async (phase) => {
    project.configure({ phase });
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
