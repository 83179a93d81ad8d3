import { describe, expect, test } from "vitest";
import { compare } from "../../../mysql/compare/compare";
import { type Kind, startPair } from "../support/pair";
import { troubledLine } from "../support/troubledLine";

/** Tables are listed once, at the beginning: those created or altered later were not compared. */
describe.each(["5.6", "MariaDB"] as const satisfies Kind[])("two servers of %s", (kind) => {
  const pair = startPair(kind, kind, async ({ here, there }) => {
    for (const db of [here, there])
      for (const sql of [
        "CREATE DATABASE flux",
        "CREATE TABLE flux.t (id INT PRIMARY KEY)",
        "CREATE TABLE flux.old (id INT PRIMARY KEY)",
        "INSERT INTO flux.t VALUES (1)",
      ])
        await db.query(sql);
  });

  /** @param statements run on the target while the rows are read */
  async function during(databases: string[] | "all", ...statements: string[]) {
    const { source, target } = pair;
    const line = await troubledLine(target.admin.port, () => target.sql(...statements), "AS large");
    const ways = { source: source.admin, target: { ...target.admin, port: line.port } };
    const { verdict, notProven } = await compare({ ...ways, databases, mode: "full", recheck: { rounds: 0 } });
    line.close();
    expect(line.struck()).toBe(true);
    return [verdict, ...notProven];
  }

  test("nothing is reported if nothing happens, or only rows change", async () => {
    expect(await during(["flux"], "UPDATE flux.t SET id = 1")).toEqual(["same"]);
  });

  test("a new table, an altered one, and a new database are reported", async () => {
    expect(await during(["flux"], "CREATE TABLE flux.fresh (id INT)", "INSERT INTO flux.fresh VALUES (1)")).toEqual([
      "notProven",
      "tables of the target were made during the comparison; compare them again: flux.fresh",
    ]);
    await pair.there.query("DROP TABLE flux.fresh");
    expect(await during(["flux"], "ALTER TABLE flux.t ADD COLUMN v INT")).toEqual([
      "notProven",
      "tables of the target were altered during the comparison; compare them again: flux.t",
    ]);
    await pair.there.query("ALTER TABLE flux.t DROP COLUMN v");
    expect(await during("all", "CREATE DATABASE other")).toEqual([
      "notProven",
      "databases were made during the comparison; compare them again: other",
    ]);
    await pair.there.query("DROP DATABASE other");
  });
});
