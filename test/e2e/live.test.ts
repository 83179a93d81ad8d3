import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { Field, type Outcome } from "./harness";

/** Mistakes in the stack file that must not harm a migration, in a preview or an update. */
describe("a migration through its phases", () => {
  let field: Field;
  let kept: any;
  beforeAll(async () => {
    field = await Field.open();
    field.configure((config) => {
      kept = structuredClone(config);
    });
  });
  afterAll(() => field?.close());

  const world = () => JSON.stringify(field.sandbox.world.dump());
  const configured = (change: (config: any) => void) =>
    field.configure((config) => {
      for (const key of Object.keys(config)) if (!(key in kept)) delete config[key];
      Object.assign(config, structuredClone(kept));
      change(config);
    });
  const go = async (phase: string) => {
    kept["dbferry:phase"] = phase;
    configured(() => {});
    const up = await field.pulumi("up", "--yes", "--skip-preview", "--stack", STACK);
    expect(up.code, up.text).toBe(0);
  };

  /** Previews and updates; neither may change anything. */
  async function refused(change: (config: any) => void): Promise<string> {
    configured(change);
    const before = world();
    const preview = await field.pulumi("preview", "--stack", STACK);
    const update = await field.pulumi("up", "--yes", "--skip-preview", "--stack", STACK);
    configured(() => {});
    for (const { code, text } of [preview, update]) {
      expect(code, text).not.toBe(0);
      expect(text).not.toMatch(/^\s+at .+\(.+:\d+:\d+\)/m);
    }
    expect(world()).toBe(before);
    expect(said(update)).toBe(said(preview));
    return preview.text;
  }

  async function goesOn(change: (config: any) => void): Promise<string> {
    configured(change);
    const preview = await field.pulumi("preview", "--diff", "--stack", STACK);
    configured(() => {});
    expect(preview.code, preview.text).toBe(0);
    return preview.text;
  }

  it("names every unknown key at once, with the one that was meant", async () => {
    const text = await refused((config) => {
      delete config["dbferry:phase"];
      config["dbferry:pahse"] = "migrate";
      config["dbfery:phase"] = "migrate";
      config["dbferry:pollSeconds"] = 1;
      config["dbferry:clouds"].huaweicloud.projctId = "x";
      config["dbferry:migration"].source.instanceID = "rm-1";
      config["dbferry:migration"].task.bandwith = 5;
      config["dbferry:migration"].drs.nodeTyp = "high";
    });
    for (const [key, meant] of [
      ["dbferry:pahse", "dbferry:phase"],
      ["dbfery:phase", "dbferry:phase"],
      ["dbferry:pollSeconds", "dbferry:clouds.pollSeconds"],
      ["clouds.huaweicloud.projctId", "projectId"],
      ["source.instanceID", "instanceId"],
      ["task.bandwith", "bandwidth"],
      ["drs.nodeTyp", "nodeType"],
    ])
      expect(text).toMatch(new RegExp(`- ${key}: unknown key; needed: .*did you mean ${meant}\\?`));
    expect(text).toContain("the migration: 7 problems");
  });

  it("prepares, and reverts what was only requested", async () => {
    await go("prepare");
    await field.as("target", (db) => db.query("CREATE DATABASE shop"));
    await field.as("target", (db) => db.query("CREATE TABLE shop.customer (id INT PRIMARY KEY)"));
    const migrate = await field.up("migrate");
    expect(migrate.text).toContain("C57");
    await field.emptyTarget();
    await go("prepare");
  });

  it("may still change what its task is created with", async () => {
    const text = await goesOn((config) => (config["dbferry:migration"].drs.nodeType = "medium"));
    expect(text).toMatch(/ReplicationTask.*replace|replace.*ReplicationTask/s);
  });

  describe("while it replicates", () => {
    beforeAll(() => go("migrate"));

    it.each([
      ["prepare", (config: any) => (config["dbferry:phase"] = "prepare"), "prepare"],
      ["nothing", (config: any) => delete config["dbferry:phase"], "nothing, which means prepare"],
    ])("does not go back to the phase %s", async (_what, change, seen) => {
      const text = await refused(change);
      expect(text).toContain(`phase: ${seen}, but migration shop has reached migrate; needed: migrate or a later one`);
      expect(text).toContain("dbferry cancel");
    });

    it("refuses every change that would replace or break the task, all at once", async () => {
      const text = await refused(({ "dbferry:migration": migration }) => {
        migration.drs.nodeType = "medium";
        migration.mode = "full";
        migration.source.instanceId = "rm-bp1dbferrysource2";
        migration.source.databases = ["shop"];
        migration.source.endpoint = { host: "db.example.com", port: 3306 };
        migration.target.subnetId = "another";
      });
      expect(text).toContain("the migration: 7 problems");
      const paths = ["drs.nodeType", "mode", "source.instanceId", "source.databases", "source.endpoint.host"];
      for (const path of [...paths, "source.endpoint.port", "target.subnetId"])
        expect(text).toMatch(new RegExp(`- ${path}: .*moves data with .*migration\\.protectLiveTask false`));
    });

    it("keeps its name", async () => {
      const text = await refused((config) => (config["dbferry:migration"].name = "shopping"));
      expect(text).toContain("name: shopping, but this stack has the migration shop, in phase migrate");
    });

    it("lets the movable options change", async () => {
      await goesOn(({ "dbferry:migration": migration }) => {
        migration.owner = "someone@example.com";
        migration.expires = new Date(Date.now() + 20 * 86_400_000).toISOString();
        migration.cutover.quietSeconds = 3;
        migration.operator = { addresses: ["198.51.100.7/32"] };
      });
    });

    it("refuses to be destroyed, and nothing is removed", async () => {
      const before = world();
      const destroy = await field.destroy();
      expect(destroy.code, destroy.text).not.toBe(0);
      expect(destroy.text).toMatch(/still moves data .*INCRE/);
      for (const way of ["phase cutover", "dbferry cancel", "migration.protectLiveTask false"])
        expect(destroy.text).toContain(way);
      expect(world()).toBe(before);
    });

    it("continues", () => go("cutover"));
  });

  describe("after the cutover", () => {
    it.each(["prepare", "migrate"])("does not go back to %s", async (phase) => {
      const text = await refused((config) => (config["dbferry:phase"] = phase));
      expect(text).toContain(`phase: ${phase}, but migration shop has reached cutover; needed: cutover or done`);
    });

    it("creates no other task", async () => {
      const text = await refused((config) => {
        config["dbferry:migration"].drs.nodeType = "medium";
        config["dbferry:migration"].protectLiveTask = false;
      });
      expect(text).toMatch(/drs\.nodeType: "medium", but the task was created with "high"/);
    });
  });

  describe("when it is done", () => {
    beforeAll(() => go("done"));

    it.each(["prepare", "migrate", "cutover"])("opens nothing again in %s", async (phase) => {
      const text = await refused((config) => (config["dbferry:phase"] = phase));
      expect(text).toContain(`phase: ${phase}, but migration shop has reached done`);
      expect(text).toMatch(/deletes the record of the cutover .*pulumi config set restart \S+/);
    });

    it("restarts only with the value that names its end", async () => {
      const text = await refused((config) => {
        config["dbferry:phase"] = "prepare";
        config["dbferry:restart"] = "true";
      });
      const word = /pulumi config set restart (\S+)/.exec(text)![1]!;
      kept["dbferry:restart"] = word;
      await go("prepare");
      expect((await field.tasks()).map(({ state }) => state)).toEqual(["configuring"]);
      await field.emptyTarget();
      await go("migrate");
      const back = await refused((config) => (config["dbferry:phase"] = "prepare"));
      expect(back).toContain("migration shop has reached migrate");
    });

    it("ends a live task once an update has recorded the permission in the stack file", async () => {
      kept["dbferry:migration"].protectLiveTask = false;
      await go("migrate");
      const destroy = await field.destroy();
      expect(destroy.code, destroy.text).toBe(0);
      const audit = await field.dbferry("audit");
      expect(audit.code, audit.text).toBe(0);
    });
  });
});

/** The reported problems, without the engine's surrounding output. */
function said({ text }: Outcome): string {
  return [...new Set(text.split("\n").filter((line) => /^\s+- \S+: /.test(line)))]
    .map((line) => line.trim())
    .join("\n");
}
