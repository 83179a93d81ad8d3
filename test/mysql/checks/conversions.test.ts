import { expect, test } from "vitest";
import { runPreflight } from "../../../mysql/preflight";
import { startPair } from "../support/pair";

const PAIRS = 25;

/**
 * A large schema whose conversions do not fit a terminal: what is printed runs, and the next preflight prints the rest.
 */
const pair = startPair("9", "5.6", async ({ here }) => {
  await here.query("CREATE DATABASE shop COLLATE utf8mb4_general_ci");
  for (let n = 0; n < PAIRS; n += 1) {
    const column = "code VARCHAR(20) COLLATE utf8mb4_0900_ai_ci";
    await here.query(`CREATE TABLE shop.parent${n} (${column} PRIMARY KEY)`);
    await here.query(
      `CREATE TABLE shop.child${n} (${column}, CONSTRAINT bound${n} FOREIGN KEY (code) REFERENCES shop.parent${n} (code) ON DELETE CASCADE)`,
    );
  }
});

async function remedy(): Promise<string[]> {
  const report = await runPreflight({
    source: pair.source.admin,
    target: pair.target.admin,
    databases: ["shop"],
    engine: "drs",
    mode: "full",
  });
  const verdict = report.verdicts.find(({ id }) => id === "C33")!;
  return verdict.status === "fail" ? verdict.remedy!.split("\n") : [];
}

test("tables linked by foreign keys are printed whole, forty lines at a time, and the rest is named", async () => {
  const left: number[] = [];
  for (let lines = await remedy(); lines.length > 0; lines = await remedy()) {
    const statements = lines.filter((line) => line.startsWith("ALTER"));
    expect(statements.length).toBeLessThanOrEqual(40);
    const count = (word: string) => statements.filter((line) => line.includes(word)).length;
    expect(count("DROP FOREIGN KEY")).toBe(count("ADD CONSTRAINT"));
    const more = /^-- and (\d+) more statements for (\d+) tables: shop\./m.exec(lines.join("\n"));
    const where = lines.find((line) => line.startsWith("-- which tables: "))?.slice("-- which tables: ".length);
    left.push(Number(more?.[2] ?? 0));
    const listed = where === undefined ? statements.length / 2 : (await pair.here.query(where)).length;
    expect(listed).toBe(left.at(-1)! + count("CONVERT"));
    for (const statement of statements) await pair.here.query(statement);
  }
  expect(left).toEqual([30, 10, 0]);
});
