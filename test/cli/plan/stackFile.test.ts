import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { plannedIn } from "../../../cli/plan/stackFile";
import { smallestMigration } from "../../support/smallestMigration";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-plan-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: app\nruntime: nodejs\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const soon = () => new Date(Date.now() + 7 * 86_400_000).toISOString();

function write(change: (config: any) => void = () => {}, file = "Pulumi.shop.yaml", more: object = {}): void {
  const config: any = { "app:migration": smallestMigration((input) => Object.assign(input, { expires: soon() })) };
  change(config);
  writeFileSync(join(folder, file), stringify({ ...more, config }));
}

async function refusal(change: (config: any) => void): Promise<string> {
  write(change);
  return plannedIn({ cwd: folder, stack: "shop" }).then(
    () => "accepted",
    (error: Error) => error.message,
  );
}

describe("the stack file of a plan", () => {
  it.each(["shop", "acme/app/shop", "Pulumi.shop.yaml", "./Pulumi.shop.yaml"])("is found as %s", async (stack) => {
    write();
    expect(await plannedIn({ cwd: folder, stack })).toMatchObject({ migration: { name: "shop" }, notRead: [] });
  });

  it("is found where the project keeps its stack files, and from a folder below", async () => {
    mkdirSync(join(folder, "config"));
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: app\nruntime: nodejs\nstackConfigDir: config\n");
    write(undefined, "config/Pulumi.shop.yaml");
    expect((await plannedIn({ cwd: join(folder, "deep"), stack: "shop" })).migration.name).toBe("shop");
  });

  it("that does not exist is named", async () => {
    await expect(plannedIn({ cwd: folder, stack: "other" })).rejects.toThrow(
      /Pulumi\.other\.yaml does not exist; needed/,
    );
    mkdirSync(join(folder, "Pulumi.folder.yaml"));
    await expect(plannedIn({ cwd: folder, stack: "folder" })).rejects.toThrow(/cannot be read \(EISDIR\); needed/);
  });

  it("is refused with all its problems at once", async () => {
    const said = await refusal((config) => {
      config["app:migration"].source.region = "cn-hangzou";
      config["app:migration"].engine = "dsr";
      config["app:phase"] = "prepair";
      config["app:clouds"] = { pollSeconds: 0 };
      config["app:migratoin"] = {};
    });
    for (const path of ["source.region", "engine", "phase", "clouds.pollSeconds", "app:migratoin"])
      expect(said).toContain(`\n  - ${path}: `);
  });

  it("is refused once for a setting that cannot be read, beside the others", async () => {
    const said = await refusal((config) => {
      config["app:migration"] = "shop";
      config["dbferry:policies"] = "strict";
    });
    expect(said).toMatch(/2 problems/);
    expect(said).toMatch(/- app:migration: a text; needed/);
    expect(said).toMatch(/- dbferry:policies: a text; needed/);
    const hidden = await refusal((config) => {
      config["dbferry:policies"] = { secure: "AAABAciphertext" };
    });
    expect(hidden).toMatch(/- dbferry:policies: a secret; needed: a plain value/);
  });

  it("shows no secret: a password in plain text is refused by its key, and an encrypted setting is not decrypted", async () => {
    const said = await refusal((config) => {
      config["app:sourceAdminPassword"] = "hunter2hunter2";
      config["app:targetAdminPassword"] = { secure: "AAABAciphertext" };
      config["app:migration"].owner = { secure: "AAABBciphertext" };
    });
    expect(said).toMatch(/2 problems/);
    expect(said).toMatch(/- sourceAdminPassword: a password in plain text/);
    expect(said).toMatch(/- owner: a secret; needed: a plain value/);
    expect(said).not.toMatch(/hunter2|ciphertext/);
  });

  it("tells its phase, and whether an attempt before was given up", async () => {
    const standing = async (change?: (config: any) => void) => {
      write(change);
      return (await plannedIn({ cwd: folder, stack: "shop" })).standing;
    };
    expect(await standing()).toEqual({ copiedBefore: false });
    const migrating = (config: any) => Object.assign(config, { "app:phase": "migrate" });
    expect(await standing(migrating)).toEqual({ phase: "migrate", copiedBefore: false });
    const cancelled = { "app:phase": "cancelled", "app:cancelled": '{"task":"job-1"}' };
    expect(await standing((config) => Object.assign(config, cancelled))).toEqual({
      phase: "cancelled",
      copiedBefore: true,
    });
  });

  it("needs no password yet", async () => {
    write();
    const planned = await plannedIn({ cwd: folder, stack: "shop" });
    expect(JSON.stringify(planned)).not.toContain("assword");
  });

  it("may have its settings as text, as `pulumi config set` writes them", async () => {
    write((config) => {
      config["app:migration"] = JSON.stringify(config["app:migration"]);
    });
    expect((await plannedIn({ cwd: folder, stack: "shop" })).migration.name).toBe("shop");
    const said = await refusal((config) => {
      config["app:migration"] = "shop";
    });
    expect(said).toMatch(/app:migration: a text; needed: keys and values/);
  });

  it("with imports is not read as a whole, and says so", async () => {
    write(undefined, undefined, { environment: ["shared"] });
    expect((await plannedIn({ cwd: folder, stack: "shop" })).notRead).toHaveLength(1);
  });

  it("is not read as a whole where the project has settings of all stacks, and says so", async () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: app\nruntime: nodejs\nconfig:\n  app:clouds: {}\n");
    write();
    expect((await plannedIn({ cwd: folder, stack: "shop" })).notRead).toEqual([
      "the settings of all stacks, in Pulumi.yaml",
    ]);
  });
});
