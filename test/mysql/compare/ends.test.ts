import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { compare } from "../../../mysql/compare/compare";
import { PATIENCE } from "../../support/patience";
import { fill, inputFor, leftovers } from "../support/endless";
import { type Real, start } from "../support/servers";
import { type Trouble, type TroubledLine, troubledLine } from "../support/troubledLine";

/** Every wait of a comparison, identified by a statement in which it waits. */
const WAITS: Record<string, RegExp> = {
  "stating the session's settings": /^SET SESSION sql_big/,
  "reading the session back": /^SHOW SESSION VARIABLES/,
  "the session's character set": /^SET NAMES/,
  "the account's rights": /^SHOW GRANTS/,
  "the list of databases": /information_schema\.SCHEMATA/,
  "the list of tables": /information_schema\.TABLES/,
  "the columns": /information_schema\.COLUMNS/,
  "the keys": /information_schema\.STATISTICS/,
  "probing for small tables": / AS large/,
  "the server's load": /Threads_running/,
  "sums of small tables": /^SELECT 0 AS i.*`small`/s,
  "counting a table without a key": /COUNT\(\*\) AS n FROM `ends`\.`keyless`/,
  "buckets of a table without a key": /AS b, .*GROUP BY 1/s,
  "the bounds of numbers": /^SELECT MIN/,
  "a chunk of numbers": /^SELECT 0 AS i.*`numbers`/s,
  "the next boundary": /LIMIT 4000,1/,
  "a chunk of words": /^SELECT 0 AS i.*`words`/s,
  "a group search": /DIV \d+ AS g/,
  "pieces of a search": /LIMIT 2000,1/,
  "rows streamed": /^SELECT `id`, \(.*`numbers`.*ORDER BY/s,
  "cells of rows": /^SELECT `id`, CONCAT.*`numbers`/s,
  "rows of a bucket": /^SELECT CONCAT.*`keyless`/s,
};
/** Only the source is queried for boundaries. */
const SOURCE_ALONE = new Set(["the next boundary", "pieces of a search"]);
const CAUSE =
  /cut|closed the connection unexpectedly|the connection is dead|no longer (lists|answers)|did not answer|does not (answer|respond)|interrupted|killed/i;

let source: Real;
let target: Real;
let lines: TroubledLine[] = [];

beforeAll(async () => {
  [source, target] = await Promise.all([start(), start()]);
  await fill(source, target);
});
afterAll(async () => {
  await Promise.all([source?.stop(), target?.stop()]);
});
afterEach(() => {
  for (const line of lines) line.close();
  lines = [];
});

/** Runs a comparison through a troubled line; returns its error and how long it took. */
async function troubled(side: "source" | "target", trouble: Trouble, mark: RegExp) {
  const server = { source, target };
  for (const one of ["source", "target"] as const)
    lines.push(await troubledLine(server[one].admin.port, one === side ? trouble : undefined, mark));
  const [mine, theirs] = lines as [TroubledLine, TroubledLine];
  const input = inputFor(mine.port, theirs.port, source, target);
  // Connecting and logging in have a time limit of their own.
  for (const one of [input.source, input.target]) one.timeoutMs = 1_500;
  const began = performance.now();
  const error = await compare(input).then(
    () => undefined,
    (failed: Error) => failed,
  );
  const line = side === "source" ? mine : theirs;
  return { error, milliseconds: performance.now() - began, line };
}

const sides = (name: string) => (SOURCE_ALONE.has(name) ? (["source"] as const) : (["source", "target"] as const));
const cases = Object.entries(WAITS).flatMap(([name, mark]) => sides(name).map((side) => ({ name, mark, side })));

describe.each(["cut before", "cut within", "silence", "mute", "deaf", "killed"] as const)(
  "a connection with %s",
  (kind) => {
    test.each(cases)("ends the comparison: $name, on the $side", async ({ mark, side }) => {
      const trouble: Trouble = kind === "killed" ? () => kill(side === "source" ? source : target) : kind;
      const { error, milliseconds, line } = await troubled(side, trouble, mark);
      expect(line.struck()).toBe(true);
      expect(error?.message).toContain(`${side} 127.0.0.1:${line.port}: `);
      expect(error?.message).toMatch(CAUSE);
      expect(milliseconds).toBeLessThan(8_000);
      // The server that was cut off may still have to notice, but nothing is left on the other. A client can read an
      // answer slightly before the statement leaves the process list.
      await vi.waitFor(async () => expect(await leftovers(side === "source" ? target : source)).toEqual([]), PATIENCE);
    });
  },
);

test("a statement that waits for a lock is ended on both servers when one of the sessions is killed", async () => {
  for (const [killed, name] of [
    [source, "source"],
    [target, "target"],
  ] as const) {
    const locks = await Promise.all([source.db(), target.db()]);
    for (const db of locks) await db.query("LOCK TABLES ends.numbers WRITE");
    onTestFinished(async () => {
      for (const db of locks) await db.close();
    });
    const input = inputFor(source.admin.port, target.admin.port, source, target);
    const running = compare(input).then(
      () => undefined,
      (failed: Error) => failed,
    );
    for (const one of [source, target])
      await vi.waitFor(async () => expect(await leftovers(one)).toHaveLength(1), PATIENCE);
    await kill(killed, "COMMAND = 'Query'");
    const message = (await running)?.message;
    expect(message).toContain(`${name} 127.0.0.1:${killed.admin.port}: `);
    expect(message).toMatch(CAUSE);
    // The other server's statement is ended by KILL, which a session that waits for a lock notices with a delay.
    for (const one of [source, target])
      await vi.waitFor(async () => expect(await leftovers(one)).toEqual([]), PATIENCE);
    for (const db of locks) await db.close();
  }
});

test("a long statement on a healthy connection continues, however often the connection is checked", async () => {
  const lock = await target.db();
  await lock.query("LOCK TABLES ends.small WRITE");
  const input = inputFor(source.admin.port, target.admin.port, source, target);
  const running = compare({ ...input, watchMs: 20 });
  const looks = async () => {
    const [row] = await lock.query<{ Value: string }>("SHOW GLOBAL STATUS LIKE 'Connections'");
    return Number(row!.Value);
  };
  const before = await looks();
  await vi.waitFor(async () => expect(await looks()).toBeGreaterThan(before + 10), PATIENCE);
  await lock.close();
  expect((await running).verdict).toBe("differs");
});

test("a pause that never ends, because the server is never idle enough, is abandoned", async () => {
  const input = inputFor(source.admin.port, target.admin.port, source, target);
  // The querying statement itself counts as one running thread.
  const throttle = { maxThreadsRunning: 0.5, longestPauseMs: 600 };
  await expect(compare({ ...input, throttle })).rejects.toThrow(/source: 1 threads running, more than 0.5, for/);
});

/** Runs KILL CONNECTION for a comparison's sessions on a server: all of them, or those that match. */
async function kill(server: Real, which = "TRUE"): Promise<void> {
  const db = await server.db();
  try {
    const rows = await db.query<{ ID: number }>(
      `SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND ${which}`,
    );
    // Other sessions may have ended by themselves in the meantime.
    for (const { ID } of rows) await db.query(`KILL CONNECTION ${ID}`).catch(() => {});
  } finally {
    await db.close();
  }
}
