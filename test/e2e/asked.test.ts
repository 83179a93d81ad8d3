import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { Pty } from "../support/pty";
import { Field, root } from "./harness";

describe("dbferry up and dbferry audit --clean on a terminal", () => {
  let field: Field;
  let pty: Pty | undefined;
  beforeAll(async () => {
    field = await Field.open();
  });
  afterAll(async () => {
    await pty?.close();
    await field?.close();
  });

  function onTerminal(...args: string[]): Pty {
    pty = new Pty([process.execPath, join(root, "cli/dist/main.js"), ...args], {
      cwd: field.project.folder,
      env: field.project.env,
    });
    return pty;
  }
  const eips = () => field.sandbox.world.huaweicloud.eips.list();
  const phase = async () => (await field.pulumi("config", "get", "phase", "--stack", STACK)).text.trim();

  it("without a terminal and without --yes, refuses before doing anything, and says what to add", async () => {
    const refused = await field.dbferry("up", "--phase", "migrate");
    expect(refused.code).toBe(2);
    expect(refused.text).toMatch(/^dbferry: dbferry up asks .*nothing was changed\n.*add --yes$/m);
    expect(await phase()).toBe("prepare");
    expect(eips()).toEqual([]);
  });

  it("shows what it will do and does nothing on a no; the phase is unchanged", async () => {
    const up = onTerminal("up", "--phase", "cutover");
    await up.sees("Perform this update of the stack alibaba-to-huawei? [y/N]");
    expect(up.shown).toMatch(/^\+ shop-task dbferry:index:ReplicationTask$/m);
    expect(up.shown).toMatch(/^\d\d to create, 0 to change, 0 to replace, 0 to delete$/m);
    up.type("n\r");
    expect(await up.ended).toBe(1);
    expect(up.shown).toContain("not confirmed: nothing was changed");
    expect(await phase()).toBe("prepare");
    expect(eips()).toEqual([]);
  });

  it("Ctrl-C at the question changes nothing", async () => {
    const up = onTerminal("up");
    await up.sees("[y/N]");
    up.type("\u0003");
    expect(await up.ended).toBe(130);
    expect(up.shown).toContain("stopped at the question: nothing was changed");
    expect(eips()).toEqual([]);
  });

  it("proceeds after a yes", async () => {
    const up = onTerminal("up");
    await up.sees("[y/N]");
    up.type("y\r");
    expect(await up.ended, up.shown).toBe(0);
    expect(up.shown).toMatch(/succeeded: \d\d created/);
    expect(eips()).toHaveLength(1);
  });

  it("after Ctrl-C, says what continues in the cloud and how to follow or stop it, and the next update continues", async () => {
    const { faults } = field.sandbox.world;
    faults.copyRowsPerSecond = 3000;
    const up = onTerminal("up", "--yes", "--skip-preview", "--phase", "migrate");
    await up.sees(/full load \d+%/);
    up.type("\u0003");
    expect(await up.ended, up.shown).toBe(130);
    const [task] = await field.tasks();
    expect(task!.state).toBe("full");
    expect(up.shown).toContain(`still running in the cloud, and billed: task dbferry-shop of Huawei DRS`);
    expect(up.shown).toContain(task!.id);
    for (const command of ["status --watch", "up", "cancel"])
      expect(up.shown).toMatch(new RegExp(`^    dbferry ${command} --stack ${STACK}$`, "m"));
    expect(up.shown).toMatch(/^dbferry: stopped before the end of the update$/m);
    faults.copyRowsPerSecond = undefined;
    const again = await field.dbferry("up", "--yes");
    expect(again.code, again.text).toBe(0);
    expect((await field.tasks()).map(({ id }) => id)).toEqual([task!.id]);
  });

  it("audit --clean of a live migration removes nothing, and says what to do instead", async () => {
    const before = await world();
    const refused = await field.dbferry("audit", "--clean", "--yes");
    expect(refused.code, refused.text).toBe(1);
    expect(refused.text).toMatch(
      /nothing was removed, because a task needs what the audit found:\n {2}- .*INCRE_TRANSFER_STARTED/,
    );
    expect(refused.text.indexOf(`    dbferry cancel --stack ${STACK}`)).toBeGreaterThan(0);
    // The option that loses data comes last.
    expect(refused.text.indexOf("--end-live-task")).toBeGreaterThan(refused.text.indexOf("dbferry cancel"));
    expect(await world()).toEqual(before);
    const [task] = await field.tasks();
    expect(task!.state).toBe("incremental");
  });

  it("audit --clean removes nothing while it is unknown whether a task is live", async () => {
    const before = await world();
    const key = field.project.env["HW_SECRET_KEY"]!;
    field.project.env["HW_SECRET_KEY"] = "not the key";
    const refused = await field.dbferry("audit", "--clean", "--yes").finally(() => {
      field.project.env["HW_SECRET_KEY"] = key;
    });
    expect(refused.code, refused.text).toBe(1);
    expect(refused.text).toMatch(/an undetected task may exist: Huawei Cloud cn-north-4/);
    expect(await world()).toEqual(before);
  });

  it("audit --clean shows the list and asks; without a terminal and without --yes it refuses", async () => {
    const refused = await field.dbferry("audit", "--clean", "--end-live-task");
    expect([refused.code, refused.text]).toEqual([2, expect.stringContaining("add --yes")]);
    const before = await world();
    const asked = onTerminal("audit", "--clean", "--end-live-task");
    await asked.sees(/Remove all \d of them\? \[y\/N\]/);
    asked.type("n\r");
    expect(await asked.ended).toBe(1);
    expect(await world()).toEqual(before);
    const agreed = onTerminal("audit", "--clean", "--end-live-task");
    await agreed.sees("[y/N]");
    agreed.type("y\r");
    expect(await agreed.ended, agreed.shown).toBe(0);
    expect(agreed.shown).toContain("nothing is left open by migration shop");
    expect(eips()).toEqual([]);
  });

  /** Everything that belongs to the migration in the clouds and on the source. */
  async function world() {
    const { huaweicloud } = field.sandbox.world;
    const accounts = await field.as("source", (db) =>
      db.query("SELECT user, host FROM mysql.user WHERE user LIKE 'df%'"),
    );
    return {
      eips: eips().map(({ address }) => address),
      rules: huaweicloud.securityGroups.rules().map(({ id }) => id),
      accounts: accounts.map((row) => ({ ...row })),
      tasks: (await field.tasks()).map(({ id, state }) => [id, state]),
    };
  }
});
