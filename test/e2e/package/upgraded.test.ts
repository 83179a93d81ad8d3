import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, laterVersion } from "../../../proofs/package/laterVersion";
import { leftIn } from "../../../proofs/package/legs/leg";
import { installPython, openPython } from "../../../proofs/package/legs/python";
import { addPackage, GIVING_UP, initConfigured, unpack } from "../../../proofs/package/legs/unpacked";
import { openYaml } from "../../../proofs/package/legs/yaml";
import { ForeignProject } from "../../../proofs/package/project";
import { Stage } from "../../../proofs/package/stage";
import { ensureGenerator } from "../../../scripts/toolchain/generator.mjs";
import { ensureYamlHost } from "../../../scripts/toolchain/yamlHost.mjs";
import { root } from "../harness";
import { pythonPackages } from "../support/pythonPackages";

/** A migration without explicit providers: the engine creates a default one for each package. */
const WITHOUT_PROVIDERS = `
import * as pulumi from "@pulumi/pulumi";
import { Migration } from "dbferry";

const config = new pulumi.Config();
const expires = config.require("expires");
new Migration("shop", {
  phase: config.require("phase") as "prepare",
  passwords: { source: config.requireSecret("sourcePassword"), target: config.requireSecret("targetPassword") },
  spec: {
    name: "shop",
    owner: "dba@example.com",
    expires,
    engine: "drs",
    source: { place: "alicloud-rds", admin: { user: "dba" }, databases: "all", ...config.requireObject<any>("source") },
    target: { place: "huaweicloud-rds", admin: { user: "root" }, ...config.requireObject<any>("target") },
    task: { plainSource: { reason: "MySQL 5.6 without TLS", owner: "dba@example.com", expires } },
  },
});
`;

interface Recorded {
  urn: string;
  id?: string;
  custom?: boolean;
  type: string;
}

/** A way to install the package: how a project gets its first and a later version, and how it cancels a migration. */
interface Way {
  open(stage: Stage): Promise<ForeignProject>;
  upgrade(project: ForeignProject, tarball: string): Promise<unknown>;
  /** Folder of the installed package. */
  installed: string;
  givingUp: Record<string, unknown>;
}

const WAYS: Record<string, Way> = {
  "an npm package, with the default providers": {
    async open(stage) {
      const project = new ForeignProject(stage, await stage.sandbox(), "typescript", "default");
      writeFileSync(join(project.folder, "index.ts"), WITHOUT_PROVIDERS);
      await project.install();
      await initConfigured(project);
      return project;
    },
    upgrade: (project, tarball) => project.expect("npm", "install", tarball),
    installed: "node_modules/dbferry",
    givingUp: GIVING_UP,
  },
  "an npm package, with the providers of migrate()": {
    async open(stage) {
      const project = new ForeignProject(stage, await stage.sandbox(), "typescript");
      await project.install();
      await project.initMigration();
      return project;
    },
    upgrade: (project, tarball) => project.expect("npm", "install", tarball),
    installed: "node_modules/dbferry",
    givingUp: {},
  },
  "a plugin of a program in YAML": {
    async open(stage) {
      ensureYamlHost();
      const project = await openYaml(stage);
      await initConfigured(project);
      return project;
    },
    upgrade: (project, tarball) => unpack(project, { tarball }),
    installed: "package",
    givingUp: GIVING_UP,
  },
};

describe("a package upgraded in the middle of a migration", () => {
  let stage: Stage;
  let later: string;
  beforeAll(async () => {
    stage = await Stage.open(root);
    later = await laterVersion(stage);
  });
  afterAll(() => stage?.close());

  it.each(Object.keys(WAYS))("continues with what the earlier version created: %s", async (name) => {
    const way = WAYS[name]!;
    const project = await way.open(stage);
    const up = (...args: string[]) =>
      project.expect("pulumi", "up", "--yes", "--skip-preview", "--stack", "dev", ...args);
    const made = async () => {
      const { deployment } = JSON.parse(await project.expect("pulumi", "stack", "export", "--stack", "dev"));
      return (deployment.resources as Recorded[])
        .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
        .map(({ urn, id }) => `${urn} ${id}`)
        .sort();
    };
    for (const phase of ["prepare", "migrate"]) {
      project.configure({ phase });
      await up();
    }
    const before = await made();
    const open = leftIn(project);
    expect(open).toHaveLength(3);

    await way.upgrade(project, later);
    expect(JSON.parse(readFileSync(join(project.folder, way.installed, "package.json"), "utf8")).version).toBe(LATER);
    expect(await up()).not.toMatch(/replac|\bdeleted\b/);
    expect(await made()).toEqual(before);
    expect(leftIn(project)).toEqual(open);
    await up("--expect-no-changes");

    project.configure({ phase: "cancelled", ...way.givingUp });
    await up();
    await project.expect("pulumi", "destroy", "--yes", "--skip-preview", "--stack", "dev");
    expect(leftIn(project)).toEqual([]);
  });

  const packages = pythonPackages();
  if ("missing" in packages)
    it(`says why a program in Python cannot be run here: ${packages.missing}`, () => {
      expect(packages.missing).toMatch(/python|pip/i);
    });
  else
    it("continues with a generated SDK once the stack keeps the id that the refusal names", async () => {
      ensureGenerator();
      const project = await openPython(stage, packages.packages);
      await initConfigured(project);
      const up = () => project.pulumi("up", "--yes", "--skip-preview");
      const done = async () => {
        const { code, text } = await up();
        expect(code, text).toBe(0);
        return text;
      };
      for (const phase of ["prepare", "migrate"]) {
        project.configure({ phase });
        await done();
      }
      const open = leftIn(project);
      expect(open).toHaveLength(3);

      await unpack(project, { tarball: later });
      await addPackage(project);
      await installPython(project, packages.packages);
      const refused = await up();
      expect(refused.code, refused.text).not.toBe(0);
      expect(leftIn(project)).toEqual(open);
      const [, key, id] =
        /pulumi config set (dbferry:stateId) ([0-9a-f]{12}-[0-9a-f]{6})/.exec(refused.text.replace(/\s+/g, " ")) ?? [];
      expect(id, refused.text).toBeDefined();
      await project.expect("pulumi", "config", "set", key!, id!, "--stack", "dev");
      expect(await done()).not.toMatch(/replac|\bdeleted\b/);
      expect(leftIn(project)).toEqual(open);

      project.configure({ phase: "cancelled", ...GIVING_UP });
      await done();
      await project.expect("pulumi", "destroy", "--yes", "--skip-preview", "--stack", "dev");
      expect(leftIn(project)).toEqual([]);
    });
});
