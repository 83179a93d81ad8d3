import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { Field } from "./harness";
import { tencentField } from "./tencentField";

/** A second database on the source: two tables that belong together, one with a trigger, and a stranger to both. */
const CRM = [
  "CREATE DATABASE crm",
  "CREATE TABLE crm.company (id INT PRIMARY KEY, name VARCHAR(40))",
  "CREATE TABLE crm.lead (id INT PRIMARY KEY, company INT, name VARCHAR(40), CONSTRAINT lead_company FOREIGN KEY (company) REFERENCES crm.company (id))",
  "CREATE TABLE crm.note (id INT PRIMARY KEY, text VARCHAR(40))",
  "CREATE TRIGGER crm.lead_named BEFORE INSERT ON crm.lead FOR EACH ROW SET NEW.name = COALESCE(NEW.name, '?')",
  "CREATE VIEW crm.names AS SELECT name FROM crm.company",
  "INSERT INTO crm.company VALUES (1, 'Acme'), (2, 'Zenith')",
  "INSERT INTO crm.lead VALUES (1, 1, 'Ada'), (2, 2, NULL)",
  "INSERT INTO crm.note VALUES (1, 'stays')",
];

const onSource = (field: Field) =>
  field.as("source", async (db) => {
    for (const sql of CRM) await db.query(sql);
  });

/** Everything on the target in the two databases, as `crm.lead`. */
const onTarget = (field: Field) =>
  field.as("target", async (db) => {
    const rows = await db.query<{ d: string; n: string }>(
      "SELECT TABLE_SCHEMA AS d, TABLE_NAME AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ('shop', 'crm') ORDER BY 1, 2",
    );
    return rows.map(({ d, n }) => `${d}.${n}`);
  });

async function succeeds(field: Field, phase: string): Promise<string> {
  const first = await field.up(phase);
  expect(first.code, first.text).toBe(0);
  const again = await field.up(phase, "--expect-no-changes");
  expect(again.code, again.text).toBe(0);
  return first.text;
}

describe("a migration of single tables by Huawei DRS", () => {
  let field: Field;
  const choose = (tables: Record<string, string[]>) =>
    field.configure((config) => {
      Object.assign(config["dbferry:migration"].source, { databases: "all", tables });
    });
  beforeAll(async () => {
    field = await Field.open();
    await onSource(field);
  });
  afterAll(() => field?.close());

  it("is refused before anything is made while a foreign key leads out of the tables", async () => {
    const before = field.openings();
    choose({ crm: ["lead"], shop: ["stock_log", "nothing"] });
    const refused = await field.up("prepare");
    expect(refused.code).not.toBe(0);
    expect(refused.text).toContain('add "company" to source.tables.crm');
    expect(refused.text).toContain('"nothing"');
    expect(refused.text).toContain("this update creates and changes nothing");
    expect(field.openings()).toEqual(before);
  });

  it("moves these tables alone, and says before what stays behind", async () => {
    choose({ crm: ["company", "lead"], shop: ["stock_log"] });
    const prepared = await succeeds(field, "prepare");
    expect(prepared).toContain("moves 3 tables: crm.company, crm.lead, shop.stock_log");
    expect(prepared).toContain("views, routines and events stay behind");
    await succeeds(field, "migrate");
    expect(await onTarget(field)).toEqual(["crm.company", "crm.lead", "shop.stock_log"]);
  });

  it("is refused while the service shows that a table was taken out, and stands once it is back", async () => {
    const { calls } = field.sandbox.world.faults;
    const lie = { call: "huaweicloud POST .*batch-detail", replace: '\\{"id":"crm-\\*-\\*-lead"[^}]*\\},', by: "" };
    for (let left = 300; left > 0; left -= 1) calls.push({ kind: "lie", done: true, ...lie });
    const preview = await field.pulumi("preview", "--stack", STACK);
    const outcomes = [preview, await field.up("migrate"), await field.up("cutover")];
    calls.length = 0;
    for (const { code, text } of outcomes) {
      expect(code, text).not.toBe(0);
      expect(text).toContain("it does not move crm.lead");
    }
    await succeeds(field, "migrate");
    expect((await field.tasks()).map(({ state }) => state)).toEqual(["incremental"]);
  });

  it("proves and compares these tables alone", async () => {
    const compared = await field.dbferry("compare", "--data-only", "--all");
    expect(compared.code, compared.text).toBe(0);
    for (const name of ["crm.company", "crm.lead", "shop.stock_log"]) expect(compared.text).toContain(name);
    expect(compared.text).not.toContain("crm.note");
    await succeeds(field, "cutover");
    const triggers = await field.as("target", (db) =>
      db.query<{ n: string }>(
        "SELECT TRIGGER_NAME AS n FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA IN ('shop', 'crm')",
      ),
    );
    expect(triggers.map(({ n }) => n)).toEqual(["lead_named"]);
    await succeeds(field, "done");
  });
});

describe("a migration of single tables by Tencent DTS", () => {
  let field: Field;
  beforeAll(async () => {
    const made = await tencentField((migration) => {
      migration.source.tables = { crm: ["company", "lead"], shop: ["stock_log"] };
    });
    field = made.field;
    await onSource(field);
  });
  afterAll(() => field?.close());

  it("is cancelled so that exactly what it has copied goes, and what else is in its databases stays", async () => {
    await field.as("target", (db) => db.query("CREATE DATABASE crm"));
    await field.as("target", (db) => db.query("CREATE TABLE crm.kept (id INT PRIMARY KEY)"));
    await succeeds(field, "prepare");
    await succeeds(field, "migrate");
    expect(await onTarget(field)).toEqual(["crm.company", "crm.kept", "crm.lead", "shop.stock_log"]);
    const cancel = await field.dbferry("cancel", "--yes", "--empty-target");
    expect(cancel.code, cancel.text).toBe(0);
    expect(await onTarget(field)).toEqual(["crm.kept"]);
    expect(await field.targetDatabases()).toEqual(["crm"]);
  });
});
