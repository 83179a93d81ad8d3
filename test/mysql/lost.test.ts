import { createServer, connect as dial, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { ConnectProblem, connect, type Db, StatementProblem } from "../../mysql/connect";
import { runPreflight } from "../../mysql/preflight";
import { PATIENCE } from "../support/patience";
import { distributionOf, type Real, start } from "./support/servers";
import { LONG, type TroubledLine, troubledLine } from "./support/troubledLine";

let server: Real;
let line: TroubledLine | undefined;
let db: Db | undefined;

beforeAll(async () => {
  server = await start();
});
afterAll(async () => {
  await server?.stop();
});
afterEach(() => {
  db?.destroy();
  line?.close();
});

async function atWork(on = server): Promise<number[]> {
  const other = await on.db();
  try {
    const rows = await other.query<{ ID: string }>(
      `SELECT ID FROM information_schema.PROCESSLIST WHERE INFO = '${LONG}'`,
    );
    return rows.map(({ ID }) => Number(ID));
  } finally {
    await other.close();
  }
}

/** Runs a statement that takes an hour, and returns its error. */
async function long(sql: string, timeoutMs?: number): Promise<{ failed: Promise<unknown> }> {
  db = await connect({ ...server.admin, port: line!.port });
  const failed = db.query(sql, [], { timeoutMs }).catch((error: unknown) => error);
  await vi.waitFor(async () => expect(await atWork()).toEqual([db!.threadId]), PATIENCE);
  return { failed };
}

test("a server that falls silent while the session is set up is not reported as one that refuses the login", async () => {
  const deaf = await troubledLine(server.admin.port, "deaf", "information_schema");
  // The statement before it takes a while, so that less than the whole limit is left for this one.
  const busy = () => new Promise<void>((resolve) => setTimeout(resolve, 200));
  line = await troubledLine(deaf.port, busy, /^SET /);
  try {
    const problem = await connect({ ...server.admin, port: line.port, timeoutMs: 2_000 }).catch(
      (error: unknown) => error,
    );
    expect(problem).toMatchObject({ reason: "hang", message: expect.stringContaining("setting up the session") });
    expect([line.struck(), deaf.struck()]).toEqual([true, true]);
  } finally {
    deaf.close();
  }
});

describe("a statement whose connection is lost is ended on the server", () => {
  test("when the connection is cut", async () => {
    line = await troubledLine(server.admin.port);
    const { failed } = await long(LONG);
    line.cut();
    expect(await failed).toBeInstanceOf(ConnectProblem);
    await vi.waitFor(async () => expect(await atWork()).toEqual([]), PATIENCE);
  });

  test("when its limit has passed", async () => {
    line = await troubledLine(server.admin.port);
    const { failed } = await long(LONG, 3_000);
    expect(await failed).toMatchObject({ reason: "hang" });
    await vi.waitFor(async () => expect(await atWork()).toEqual([]), PATIENCE);
  });

  test("and everything queued behind it fails with the same cause", async () => {
    line = await troubledLine(server.admin.port);
    const { failed } = await long(LONG, 3_000);
    const behind = [db!.query("SELECT 1"), db!.query("SELECT 2")].map((one) => one.catch((error: unknown) => error));
    const stream = (async () => {
      for await (const _ of db!.stream("SELECT 3")) throw new Error("it was answered");
    })().catch((error: unknown) => error);
    const cause = await failed;
    expect(cause).toMatchObject({ reason: "hang" });
    for (const one of [...behind, stream]) expect(await one).toBe(cause);
    await vi.waitFor(async () => expect(await atWork()).toEqual([]), PATIENCE);
  });

  test("one of several in a text", async () => {
    line = await troubledLine(server.admin.port);
    db = await connect({ ...server.admin, port: line.port, batches: true });
    const failed = db.query(`SELECT 1; ${LONG}; SELECT 2`).catch((error: unknown) => error);
    await vi.waitFor(async () => expect(await atWork()).toEqual([db!.threadId]), PATIENCE);
    line.cut();
    expect(await failed).toBeInstanceOf(ConnectProblem);
    await vi.waitFor(async () => expect(await atWork()).toEqual([]), PATIENCE);
  });
});

test("a preflight that loses a server on the way could not run, whatever else it found", async () => {
  line = await troubledLine(server.admin.port, "cut before", "REFERENTIAL_CONSTRAINTS");
  const report = await runPreflight({
    source: { ...server.admin, port: line.port },
    target: server.admin,
    databases: "all",
    engine: "alibaba-dts",
    mode: "full",
  });
  expect(line.struck()).toBe(true);
  // Source and target are the same server, which is not allowed.
  expect(report.failed.length).toBeGreaterThan(0);
  expect([report.exitCode, report.ok]).toEqual([2, false]);
  expect(report.blind.map(({ found }) => found)).toContainEqual(expect.stringMatching(/closed the connection|was cut/));
});

test("a session with that id that runs something else is not touched", async () => {
  // The server receives a different statement from the one that was sent.
  line = await troubledLine(server.admin.port, "long", "SELECT 7");
  const asked = server.db().then(async (other) => {
    const count = async () => {
      const [row] = await other.query<{ Value: string }>("SHOW GLOBAL STATUS LIKE 'Connections'");
      return Number(row!.Value);
    };
    return { count, close: () => other.close() };
  });
  const { failed } = await long("SELECT 7");
  const [number] = await atWork();
  const { count, close } = await asked;
  const before = await count();
  line.cut();
  expect(await failed).toBeInstanceOf(ConnectProblem);
  // The check has connected and gone: if the session had been killed, it would be missing now.
  await vi.waitFor(async () => expect(await count()).toBeGreaterThan(before), PATIENCE);
  await vi.waitFor(async () => {
    const other = await server.db();
    const rows = await other
      .query("SELECT 1 FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID()")
      .finally(() => other.close());
    expect(rows).toHaveLength(2);
  }, PATIENCE);
  expect(await atWork()).toEqual([number]);
  await close();
  await server.sql(`KILL ${number}`);
});

test("a server that is unresponsive for everybody is checked once more, not for ever", async () => {
  const open = new Set<Socket>();
  let calls = 0;
  const proxy = createServer((client) => {
    calls += 1;
    open.add(client);
    const remote = dial(server.admin.port, "127.0.0.1").on("error", () => {});
    remote.on("data", (data) => client.write(data));
    client.on("data", (data) => data.includes("SHOW SESSION VARIABLES") || remote.write(data));
    client
      .on("error", () => {})
      .on("close", () => {
        open.delete(client);
        remote.destroy();
      });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as { port: number };
  await expect(connect({ ...server.admin, port, timeoutMs: 500 })).rejects.toMatchObject({ reason: "hang" });
  // The check has a limit of five seconds.
  await vi.waitFor(() => expect([calls, open.size]).toEqual([2, 0]), PATIENCE);
  await server.sql("DO 1");
  expect(calls).toBe(2);
  proxy.close();
});

describe.each(["mysql9", "mariadb"] as const)("on %s", (which) => {
  test("a statement is ended when its connection is cut, and when the signal aborts", async () => {
    const distribution = await distributionOf(which);
    const other = await start({}, distribution);
    try {
      for (const end of ["cut", "signal"]) {
        line = await troubledLine(other.admin.port);
        const stop = new AbortController();
        db = await connect({ ...other.admin, port: line.port, signal: stop.signal });
        const failed = db.query(LONG).catch((error: unknown) => error);
        await vi.waitFor(async () => expect(await atWork(other)).toEqual([db!.threadId]), PATIENCE);
        if (end === "cut") line.cut();
        else stop.abort(new Error("stopped"));
        expect(await failed).toBeInstanceOf(end === "cut" ? ConnectProblem : StatementProblem);
        await vi.waitFor(async () => expect(await atWork(other)).toEqual([]), PATIENCE);
        db.destroy();
        line.close();
      }
    } finally {
      await other.stop();
    }
  });
});
