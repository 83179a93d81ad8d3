import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Field } from "./harness";
import { settles } from "./phases";
import { tencentField } from "./tencentField";

/** TencentDB to another instance of it by Tencent DTS, inside its cloud, on the real engine. */
describe("a migration inside Tencent Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof tencentField<"tencentcloud">>>;
  let field: Field;
  beforeAll(async () => {
    made = await tencentField(() => {}, "tencentcloud");
    field = made.field;
    before = groups();
  });
  afterAll(() => field?.close());

  let before: unknown;
  let admitted: string[];
  const world = () => made.sandbox.world.tencentcloud;
  const groups = () =>
    JSON.stringify(
      world()
        .securityGroups.list()
        .map(({ id, policies }) => ({ id, policies })),
    );
  const words = (text: string) => text.replace(/\s+/g, " ");
  const hosts = () =>
    field.as("source", async (db) => {
      const rows = await db.query("SELECT Host AS host FROM mysql.user WHERE User LIKE 'df\\_shop%' ORDER BY Host");
      return rows.map(({ host }) => String(host));
    });
  const nothingOpen = async () => {
    expect(groups()).toBe(before);
    expect(
      world()
        .cdb.list()
        .map(({ wan }) => wan),
    ).toEqual([undefined, undefined]);
  };
  /** An update with another source, which is refused with nothing made. @returns what it says */
  const refused = async (source: Record<string, unknown>) => {
    let right: unknown;
    field.configure((config) => {
      right = config["dbferry:migration"].source;
      config["dbferry:migration"].source = { ...config["dbferry:migration"].source, ...source };
    });
    const done = await field.up("prepare");
    field.configure((config) => {
      config["dbferry:migration"].source = right;
    });
    expect(done.code, done.text).not.toBe(0);
    expect(await hosts()).toEqual([]);
    await nothingOpen();
    return words(done.text);
  };

  it("refuses before anything is created a source of another region, of another account, and the target itself", async () => {
    expect(await refused({ region: "ap-shanghai" })).toMatch(/source\.region: ap-shanghai; needed: ap-guangzhou/);
    expect(await refused({ account: "other" })).toMatch(/source\.account: other; needed: nothing, as the target has/);
    expect(await refused({ instanceId: made.sandbox.target.instanceId })).toMatch(
      /target\.instanceId: \S+; needed: another instance than the source's/,
    );
  });

  it("prepare opens nothing, and binds the account to the ranges of the service's own network", async () => {
    await settles(field, "prepare");
    await nothingOpen();
    admitted = await hosts();
    expect(admitted).toHaveLength(21);
    expect(admitted).toEqual(expect.arrayContaining(["9.145.0.0/255.255.0.0", "10.0.0.0/255.255.0.0"]));
    expect(admitted).not.toContain("%");
  });

  it("is named by the doctor where the account does not exist for the task's addresses any more", async () => {
    const healthy = await field.dbferry("doctor");
    expect(words(healthy.text)).not.toMatch(/security group \S+ .*does not let in/);
    await field.as("source", async (db) => {
      const [row] = await db.query("SELECT User AS user FROM mysql.user WHERE Host = '9.145.0.0/255.255.0.0'");
      await db.query(`DROP USER '${String(row!["user"])}'@'9.145.0.0/255.255.0.0'`);
    });
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).not.toBe(0);
    expect(words(doctor.text)).toContain("none of them is for 9.145.0.0/16");
  });

  it("migrate puts that account back, loads and replicates", async () => {
    await settles(field, "migrate");
    expect(await hosts()).toEqual(expect.arrayContaining(admitted));
    await nothingOpen();
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task and the account, and exits 1", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    expect(words(audit.text)).toContain("Tencent DTS task dbferry-shop");
    expect(words(audit.text)).toContain("account");
  });

  it("cutover proves and completes, done leaves nothing", async () => {
    await settles(field, "cutover");
    await settles(field, "done");
    await nothingOpen();
    expect(await hosts()).toEqual([]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });
});
