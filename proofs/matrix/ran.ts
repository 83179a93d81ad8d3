import type { Field, Outcome } from "../../test/e2e/harness";
import type { Cell, CellResult, Ground, Wrong } from "./cell";
import { added, factsOf } from "./facts";
import { areEqual, rowsOf } from "./rows";

/** What must be detected of what is planted at the end: rows that differ, and something that is left open. */
export interface Judge {
  wrongOnPurpose: number;
  seen: number;
}

/** A cell's migration through all four phases, with what is wrong on purpose between them. */
export async function ran(cell: Cell, ground: Ground, judge: Judge, say: (text: string) => void): Promise<CellResult> {
  const { field, person, wrong } = ground;
  const { source, engine, path } = cell;
  const result: CellResult = {
    ...{ source, engine, path },
    ...{ result: "failed", reason: "", openingsLeft: 0, wrongVariants: wrong.length, wrongExplained: 0 },
  };
  const before = factsOf(field);
  const explained = (one: Wrong, done: Outcome, extra: readonly string[] = []) => {
    const fits = done.code !== 0 && one.says.test(done.text.replace(/\s+/g, " ")) && extra.length === 0;
    if (fits) result.wrongExplained += 1;
    else say(`         ${one.name}: exit ${done.code}, ${[...extra, done.text.trim().slice(-1500)].join("\n")}`);
  };
  try {
    for (const one of wrong) if (one.in === "file") explained(one, ...(await inTheFile(field, one, before)));
    const prepared = await phase(field, "prepare");
    for (const one of wrong) {
      if (one.in !== "world") continue;
      await one.make();
      explained(one, await one.shownBy(field));
      await one.mend?.();
    }
    await person?.opens(prepared);
    await phase(field, "migrate");
    await field.as("source", (db) => db.query("CREATE TABLE shop.matrix (id INT PRIMARY KEY)"));
    await field.as("source", (db) => db.query("INSERT INTO shop.matrix VALUES (1), (2)"));
    await phase(field, "cutover");
    const source = await rowsOf(field, "source");
    result.rowsEqual = areEqual(source, await rowsOf(field, "target"));
    const finished = await phase(field, "done");
    person?.closes(finished);
    const left = added(before, factsOf(field));
    result.openingsLeft = left.length + (await accountsLeft(field));
    for (const line of left) say(`         left: ${line}`);
    // No API reaches a firewall that a person opened.
    const audit = await field.dbferry("audit");
    if (audit.code !== (person ? 3 : 0))
      throw new Error(`audit: exit ${audit.code}: ${audit.text.trim().slice(-1500)}`);
    result.result = "ran";
    await selfTest(ground, before, source, judge);
  } catch (error) {
    result.reason = (error as Error).message;
  }
  return result;
}

async function phase(field: Field, name: string): Promise<string> {
  const { code, text } = await field.up(name);
  if (code !== 0) throw new Error(`${name}: exit ${code}: ${text.trim().slice(-2500)}`);
  return text;
}

/** @returns what the update said, and what it made although it should have been refused */
async function inTheFile(
  field: Field,
  one: Extract<Wrong, { in: "file" }>,
  before: ReadonlySet<string>,
): Promise<[Outcome, string[]]> {
  let kept: unknown;
  field.configure((config) => {
    kept = structuredClone(config["dbferry:migration"]);
    one.change(config["dbferry:migration"]);
  });
  const done = await field.up("prepare");
  field.configure((config) => {
    config["dbferry:migration"] = kept;
  });
  return [done, added(before, factsOf(field))];
}

/** Migration accounts that are still on a server. */
async function accountsLeft(field: Field): Promise<number> {
  const sql = "SELECT User FROM mysql.user WHERE User LIKE 'df\\_%'";
  const [source, target] = await Promise.all(
    (["source", "target"] as const).map((side) => field.as(side, (db) => db.query(sql))),
  );
  return source!.length + target!.length;
}

async function selfTest({ field }: Ground, before: ReadonlySet<string>, source: string[], judge: Judge): Promise<void> {
  judge.wrongOnPurpose += 2;
  await field.as("target", (db) => db.query("UPDATE shop.matrix SET id = 3 WHERE id = 2"));
  if (!areEqual(source, await rowsOf(field, "target"))) judge.seen += 1;
  const left = added(before, factsOf(field)).length;
  field.sandbox.world.resources.create("planted", { cidr: "0.0.0.0/0" });
  if (added(before, factsOf(field)).length > left) judge.seen += 1;
}
