import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect as dial, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CompareInput, compare } from "../../../mysql/compare/compare";
import { type Real, start } from "../support/servers";

/** A comparison resumes from what an earlier run has read, but only as far as that still applies. */
describe("two servers of MySQL 5.6.24, and another one behind the target's address", () => {
  let source: Real;
  let target: Real;
  let other: Real;
  let line: Server;
  let behind: Real;
  const folder = mkdtempSync(join(tmpdir(), "dbferry-resume-"));
  const resumeFile = join(folder, "state.json");

  beforeAll(async () => {
    [source, target, other] = await Promise.all([start(), start(), start()]);
    for (const side of [source, target, other]) {
      await side.sql("CREATE DATABASE r", "CREATE USER app@'127.0.0.1' IDENTIFIED BY 'x'");
      await side.sql("GRANT ALL ON *.* TO app@'127.0.0.1'");
    }
    line = createServer((client) => {
      const remote = dial(behind.admin.port!, "127.0.0.1");
      client
        .on("error", () => {})
        .pipe(remote.on("error", () => {}))
        .pipe(client);
    }).listen(0, "127.0.0.1");
  });
  beforeEach(async () => {
    behind = target;
    rmSync(resumeFile, { force: true });
    for (const side of [source, target, other]) {
      const rows = (from: number) => Array.from({ length: 3000 }, (_, n) => `(${from + n}, 0)`).join(", ");
      await side.sql("DROP TABLE IF EXISTS r.t, r.u", "CREATE TABLE r.t (id INT PRIMARY KEY, v INT)");
      await side.sql(...[0, 3000].map((from) => `INSERT INTO r.t VALUES ${rows(from)}`));
      await side.sql("CREATE TABLE r.u LIKE r.t", "INSERT INTO r.u SELECT * FROM r.t");
    }
  });
  afterAll(async () => {
    line?.close();
    await Promise.all([source?.stop(), target?.stop(), other?.stop()]);
    rmSync(folder, { recursive: true });
  });

  const run = (more: Partial<CompareInput> = {}) => {
    const app = { user: "app", password: "x" };
    const port = (line.address() as { port: number }).port;
    return compare({
      source: { ...source.admin, ...app },
      target: { ...target.admin, ...app, port },
      databases: ["r"],
      mode: "full",
      recheck: { rounds: 0 },
      maxChunkRows: 1000,
      resumeFile,
      ...more,
    });
  };
  /** Stops after the first table, once the second has started. */
  async function begin() {
    const stop = new AbortController();
    const progress: CompareInput["progress"] = ({ table, share }) => {
      if (table === "r.u" && share > 0.3) stop.abort(new Error("enough"));
    };
    await expect(run({ signal: stop.signal, progress })).rejects.toThrow("enough");
  }

  test("the comparison does not continue with another server, whose rows were never read", async () => {
    await begin();
    const kept = readFileSync(resumeFile, "utf8");
    await other.sql("UPDATE r.t SET v = 1 WHERE id = 1");
    behind = other;
    await expect(run()).rejects.toThrow(
      /was begun with a different target: a different server is now at 127\.0\.0\.1:\d+/,
    );
    expect(readFileSync(resumeFile, "utf8")).toBe(kept);
    behind = target;
    expect(await run()).toMatchObject({ verdict: "same", resumed: true });
  });

  test("a table whose definition has changed meanwhile is read from its beginning", async () => {
    await begin();
    for (const table of ["t", "u"]) {
      await source.sql(`ALTER TABLE r.${table} ADD w INT NOT NULL DEFAULT 1`);
      await target.sql(
        `ALTER TABLE r.${table} ADD w INT NOT NULL DEFAULT 1`,
        `UPDATE r.${table} SET w = 2 WHERE id = 5`,
      );
    }
    const result = await run();
    expect(result.tables.map(({ table, differing }) => [table, differing])).toEqual([
      ["t", 1],
      ["u", 1],
    ]);
  });

  test.each([
    ["a verdict", (text: string) => text.replace('"verdict":"same"', '"verdict":"differs"')],
    ["where it stopped", (text: string) => text.replace(/"next":\["\d+"\]/, '"next":["5999"]')],
    ["its end", (text: string) => text.slice(0, -20)],
    ["everything", () => "{}"],
    ["everything for null", () => "null"],
  ])("a file in which somebody has changed %s is refused, and left unchanged", async (_, change) => {
    await begin();
    const text = readFileSync(resumeFile, "utf8");
    expect(change(text)).not.toBe(text);
    writeFileSync(resumeFile, change(text));
    await expect(run()).rejects.toThrow(/was changed after a comparison wrote it/);
    expect(readFileSync(resumeFile, "utf8")).toBe(change(text));
  });
});
