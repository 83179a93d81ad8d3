import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field } from "./harness";

const running = async (field: Field) => (await field.tasks()).filter(({ state }) => state !== "ended");

async function upTo(field: Field, ...phases: string[]): Promise<void> {
  for (const phase of phases) {
    const update = await field.up(phase);
    expect(update.code, update.text).toBe(0);
  }
}

describe("dbferry cancel", () => {
  let field: Field;
  let before: unknown;
  beforeAll(async () => {
    field = await Field.open();
    before = field.openings();
  });
  afterAll(() => field?.close());

  it("asks first: without a terminal and --yes, nothing is touched", async () => {
    await upTo(field, "prepare");
    const open = field.openings();
    const asked = await field.dbferry("cancel");
    expect(asked.code, asked.text).toBe(2);
    expect(asked.text).toContain("--yes");
    expect(field.openings()).toEqual(open);
  });

  it("in prepare, ends the task, removes everything, and says that it can be started again", async () => {
    const cancel = await field.dbferry("cancel", "--yes");
    expect(cancel.code, cancel.text).toBe(0);
    for (const words of [
      /ended permanently: task/,
      /removed: EIP/,
      /nothing is left open by migration shop/,
      /cancelled: shop/,
    ])
      expect(cancel.text).toMatch(words);
    expect(cancel.text).toContain("to start again: dbferry up --phase prepare");
    expect(field.openings()).toEqual(before);
    expect(await running(field)).toEqual([]);
    const again = await field.dbferry("cancel", "--yes");
    expect(again.code, again.text).toBe(0);
    const update = await field.pulumi(
      "up",
      "--yes",
      "--skip-preview",
      "--expect-no-changes",
      "--stack",
      "alibaba-to-huawei",
    );
    expect(update.code, update.text).toBe(0);
  });

  it("in migrate, leaves what was copied, and names it as what prevents another attempt", async () => {
    await field.as("target", (db) => db.query("CREATE DATABASE others"));
    await field.as("target", (db) => db.query("CREATE TABLE others.kept (id INT PRIMARY KEY)"));
    await upTo(field, "prepare", "migrate");
    const cancel = await field.dbferry("cancel", "--yes");
    expect(cancel.code, cancel.text).toBe(0);
    expect(cancel.text).toMatch(/stays on the target: database shop: \d+ tables.*copied by this migration/);
    expect(cancel.text).toMatch(/stays on the target: database others: 1 tables.*not one of the migration's/);
    expect(cancel.text).toMatch(
      /to resolve before starting again:\n.*the target holds shop .*dbferry cancel --empty-target/,
    );
    expect(field.openings()).toEqual(before);
    expect(await running(field)).toEqual([]);
    expect(await field.targetDatabases()).toEqual(["others", "shop"]);
  });

  it("keeps what only the target has, and lists it", async () => {
    await field.as("target", (db) => db.query("CREATE TABLE shop.mine (id INT PRIMARY KEY)"));
    await field.as("target", (db) => db.query("INSERT INTO shop.mine VALUES (1)"));
    const cancel = await field.dbferry("cancel", "--yes", "--empty-target");
    expect(cancel.code, cancel.text).toBe(1);
    expect(cancel.text).toMatch(/stays on the target: shop\n.*table mine is not on the source/);
    expect(await field.targetDatabases()).toEqual(["others", "shop"]);
  });

  it("--empty-target removes exactly what was copied, so that it can be started again", async () => {
    await field.as("target", (db) => db.query("DROP TABLE shop.mine"));
    const cancel = await field.dbferry("cancel", "--yes", "--empty-target", "--json");
    expect(cancel.code, cancel.text).toBe(0);
    expect(cancel.text).toContain('"cancelled": true');
    expect(await field.targetDatabases()).toEqual(["others"]);
    const [row] = await field.as("source", (db) => db.query("SELECT COUNT(*) AS n FROM shop.customer"));
    expect(Number(row!["n"])).toBeGreaterThan(0);
  });

  it("says not proven, exit 3, when it could not read everything", async () => {
    await upTo(field, "prepare");
    let way: string;
    field.configure((config) => {
      way = config["dbferry:migration"].source.connect;
      config["dbferry:migration"].source.connect = "127.0.0.1:1";
    });
    const cancel = await field.dbferry("cancel", "--yes");
    field.configure((config) => {
      config["dbferry:migration"].source.connect = way;
    });
    expect(cancel.code, cancel.text).toBe(3);
    expect(cancel.text).toContain("not proven");
    expect(cancel.text).not.toContain("cancelled: shop");
  });

  it("killed with the rule gone and the rest not: the next run finishes", async () => {
    await upTo(field, "prepare");
    const rules = () => field.sandbox.world.huaweicloud.securityGroups.rules();
    await field.killDbferryDuring(["cancel", "--yes"], async () => {
      await new Promise((done) => setTimeout(done, 20));
      return rules().every(({ description }) => !description.includes("migrate-id"));
    });
    expect(field.openings()).not.toEqual(before);
    const cancel = await field.dbferry("cancel", "--yes");
    expect(cancel.code, cancel.text).toBe(0);
    expect(cancel.text).toMatch(/cleared the lock of process \d+, which is dead/);
    expect(field.openings()).toEqual(before);
    expect(await running(field)).toEqual([]);
  });

  it("closes what it can when the source refuses its administrator, claims nothing, and finishes later", async () => {
    await upTo(field, "prepare", "migrate");
    const { user, password } = field.sandbox.source.admin;
    const set = (to: string) =>
      field.as("source", (db) => db.query(`SET PASSWORD FOR '${user}'@'%' = PASSWORD('${to}')`));
    await set("changed behind our back");
    const cancel = await field.dbferry("cancel", "--yes");
    await set(password);
    expect(cancel.code, cancel.text).toBe(3);
    expect(cancel.text).toContain("not cancelled yet: shop");
    expect(field.openings()).toEqual(before);
    expect(await running(field)).toEqual([]);
    const again = await field.dbferry("cancel", "--yes", "--empty-target");
    expect(again.code, again.text).toBe(0);
    expect(again.text).toContain("cancelled: shop");
    expect(await field.targetDatabases()).toEqual(["others"]);
  });

  it("after a cutover, closes what is open, keeps the record, and never empties the target", async () => {
    // All databases are compared, and a cutover refuses one that exists only on the target.
    await field.as("target", (db) => db.query("DROP DATABASE others"));
    await upTo(field, "prepare", "migrate", "cutover");
    const emptied = await field.dbferry("cancel", "--yes", "--empty-target");
    expect(emptied.code, emptied.text).toBe(1);
    expect(emptied.text).toMatch(/the cutover was proven at .*: the target is the live database now/);
    expect(await field.targetDatabases()).toEqual(["shop"]);
    const cancel = await field.dbferry("cancel", "--yes");
    expect(cancel.code, cancel.text).toBe(0);
    expect(cancel.text).toMatch(/closed: the cutover of shop remains valid/);
    expect(field.openings()).toEqual(before);
    const state = JSON.parse((await field.decryptedState()).text);
    expect(state.deployment.resources.some(({ type }: any) => type === "dbferry:index:Cutover")).toBe(true);
    const done = await field.up("done", "--expect-no-changes");
    expect(done.code, done.text).toBe(0);
  });
});
