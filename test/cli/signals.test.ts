import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { hostileServer, SECRET, type Victim } from "../attacks/mysql/hostile";
import { type Running, startCommand } from "../mysql/support/process";
import { type Real, start } from "../mysql/support/servers";
import { LONG, type TroubledLine, troubledLine } from "../mysql/support/troubledLine";
import { PATIENCE } from "../support/patience";

/** Signals that stop a command, each reported by its own exit code. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Ending a statement takes a login; giving up on one that cannot be ended takes 5 s. */
const AT_ONCE_MS = 3_000;
const STOPPED = /^dbferry: stopped before /m;

let source: Real;
let target: Real;
let scratch: Real;
let lines: TroubledLine[] = [];
let running: Running | undefined;

beforeAll(async () => {
  [source, target, scratch] = await Promise.all([start(), start(), start()]);
  for (const side of [source, target])
    await side.sql(
      "CREATE DATABASE shop",
      "CREATE TABLE shop.orders (id INT PRIMARY KEY, v VARCHAR(20))",
      "CREATE TABLE shop.notes (id INT, v VARCHAR(20))",
      "INSERT INTO shop.orders VALUES (1, 'a'), (2, 'b')",
      "INSERT INTO shop.notes VALUES (1, 'a'), (2, 'b')",
      "CREATE VIEW shop.seen AS SELECT id FROM shop.orders",
      "CREATE TRIGGER shop.made BEFORE INSERT ON shop.orders FOR EACH ROW SET NEW.v = 'new'",
    );
  await target.sql("UPDATE shop.orders SET v = 'other' WHERE id = 2");
});
afterAll(async () => {
  await Promise.all([source, target, scratch].map((server) => server?.stop()));
});
afterEach(async () => {
  running?.kill("SIGKILL");
  await running?.ended;
  running = undefined;
  for (const line of lines) line.close();
  lines = [];
});

/** Sends the signal and expects the command to exit promptly by itself, with that signal's exit code. */
async function stops(signal: (typeof SIGNALS)[number], limit = AT_ONCE_MS): Promise<string> {
  const asked = performance.now();
  running!.kill(signal);
  const { code, text, ...end } = await running!.ended;
  const milliseconds = performance.now() - asked;
  expect([code, end.signal, text]).toEqual([128 + constants.signals[signal], null, expect.stringMatching(STOPPED)]);
  expect(milliseconds).toBeLessThan(limit);
  return text;
}

/** Sessions other than the one that runs this query. */
async function sessionsOn(server: Real): Promise<string[]> {
  const db = await server.db();
  try {
    const rows = await db.query<{ w: string }>(
      "SELECT CONCAT_WS(' ', COMMAND, INFO) AS w FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND USER <> 'event_scheduler'",
    );
    return rows.map(({ w }) => w);
  } finally {
    await db.close();
  }
}

async function nothingIsLeft(): Promise<void> {
  for (const server of [source, target, scratch])
    await vi.waitFor(async () => expect(await sessionsOn(server)).toEqual([]), PATIENCE);
  const db = await scratch.db();
  try {
    expect(await db.query("SHOW DATABASES LIKE 'dbferry%'")).toEqual([]);
  } finally {
    await db.close();
  }
}

type Place = "source" | "target" | "scratch";

/**
 * Starts a command through proxies, one of which replaces the first statement that contains `mark` with a long-running
 * one.
 */
async function begin(command: readonly string[], place?: Place, mark: string | RegExp = ""): Promise<TroubledLine[]> {
  const servers = { source, target, scratch };
  const env: NodeJS.ProcessEnv = { DBFERRY_ACCOUNT_PASSWORD: target.admin.password };
  const args = [...command];
  for (const one of ["source", "target", "scratch"] as const) {
    if (one === "scratch" && command[0] !== "preflight") continue;
    const { admin } = servers[one];
    const line = await troubledLine(admin.port, place === one ? "long" : undefined, mark);
    lines.push(line);
    args.push(`--${one}`, `mysql://${admin.user}@127.0.0.1:${line.port}`);
    env[`DBFERRY_${one.toUpperCase()}_PASSWORD`] = admin.password;
  }
  running = startCommand(args, env);
  return lines;
}

/** Waits until the server runs the long statement, or the command has ended without it. */
async function atWork(server: Real): Promise<void> {
  let over = false;
  void running!.ended.then(() => {
    over = true;
  });
  await vi.waitFor(async () => {
    if (!over) expect(await sessionsOn(server)).toContain(`Query ${LONG}`);
  }, PATIENCE);
  if (over) throw new Error(`it ended too early: ${(await running!.ended).text}`);
}

const SHOP = ["--databases", "shop"];
const COMPARE = ["compare", ...SHOP, "--looks", "0"];
const DATA = [...COMPARE, "--data-only"];
const CUTOVER = ["cutover", ...SHOP, "--quiet", "0"];
const PREFLIGHT = ["preflight", ...SHOP, "--mode", "full", "--engine", "alibaba-dts"];

/** The phases of a command, each identified by a statement that it runs then. */
const PHASES: readonly [phase: string, command: string[], place: Place, mark: string | RegExp][] = [
  ["the structure: character sets", COMPARE, "source", "information_schema.COLLATIONS"],
  ["the structure: rights", COMPARE, "target", "SHOW GRANTS"],
  ["the structure: definitions of tables", COMPARE, "source", "SHOW CREATE TABLE"],
  ["the structure: definitions of views", COMPARE, "target", "SHOW CREATE VIEW"],
  ["the structure: triggers", COMPARE, "source", "information_schema.TRIGGERS"],
  ["the data: tables", DATA, "source", "information_schema.TABLES"],
  ["the data: columns", DATA, "target", "information_schema.COLUMNS"],
  ["the data: small tables", DATA, "source", /^SELECT 0 AS i/],
  ["the data: a table without a key", DATA, "target", /`notes`/],
  ["the data: rows that differ", DATA, "target", /^SELECT `id`/],
  ["preflight: variables", PREFLIGHT, "source", "SHOW GLOBAL VARIABLES"],
  ["preflight: tables", PREFLIGHT, "source", "information_schema.TABLES"],
  ["preflight: foreign keys", PREFLIGHT, "source", "information_schema.REFERENTIAL_CONSTRAINTS"],
  ["the trial: a look at the scratch server", PREFLIGHT, "scratch", /^SHOW SLAVE STATUS/],
  ["the trial: a database", PREFLIGHT, "scratch", /^CREATE DATABASE/],
  ["the trial: a table", PREFLIGHT, "scratch", /^CREATE TABLE/],
  ["the trial: a view", PREFLIGHT, "scratch", /^CREATE .*VIEW/],
  ["the trial: a trigger", PREFLIGHT, "scratch", /^CREATE .*TRIGGER/],
  ["gate G01, connections", CUTOVER, "source", "PROCESSLIST"],
  ["gate G02, writes", CUTOVER, "source", "SHOW MASTER STATUS"],
  ["gate G03, lag", CUTOVER, "target", "SHOW SLAVE STATUS"],
  ["gate G04, transactions", CUTOVER, "target", "gtid"],
  [
    "gate G05, accounts",
    [...CUTOVER, "--account", "mysql://sandbox@-", "--compare", "none", "--catch-up", "0"],
    "target",
    "SHOW GRANTS",
  ],
  ["gate G06, the data", CUTOVER, "target", /^SELECT 0 AS i/],
  ["gate G07, the servers' state", [...CUTOVER, "--compare", "none"], "source", "event_scheduler"],
  ["gate G08, the structure", [...CUTOVER, "--compare", "none"], "target", "SHOW CREATE TABLE"],
];

describe("a command that receives a signal ends at once and leaves nothing on the servers", () => {
  test.each(PHASES.map((phase, n) => [...phase, SIGNALS[n % SIGNALS.length]!] as const))(
    "in %s",
    async (_, command, place, mark, signal) => {
      await begin(command, place, mark);
      await atWork({ source, target, scratch }[place]);
      await stops(signal);
      await nothingIsLeft();
    },
  );

  test.each([
    ["between two looks", ["compare", ...SHOP, "--data-only", "--looks", "3", "--wait", "600"]],
    ["while writes must stand still", ["cutover", ...SHOP, "--quiet", "600"]],
  ])("%s", async (_, command) => {
    await begin(command);
    // A session that has been idle this long can only be waiting.
    await vi.waitFor(async () => {
      const db = await source.db();
      const [row] = await db
        .query<{ n: number }>(
          "SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE COMMAND = 'Sleep' AND TIME >= 1",
        )
        .finally(() => db.close());
      expect(Number(row!.n)).toBeGreaterThan(0);
    }, PATIENCE);
    await stops("SIGINT");
    await nothingIsLeft();
  });

  test("while one server is logged in and the other never sends its greeting", async () => {
    for (const command of [COMPARE, PREFLIGHT, CUTOVER]) {
      let called = () => {};
      const calls = new Promise<void>((done) => {
        called = done;
      });
      const silent = await hostileServer(async () => called());
      const env = { DBFERRY_SOURCE_PASSWORD: source.admin.password, DBFERRY_TARGET_PASSWORD: SECRET };
      const at = (port: number, user: string) => `mysql://${user}@127.0.0.1:${port}/?timeout=600`;
      running = startCommand(
        [...command, "--source", at(source.admin.port, source.admin.user), "--target", at(silent.port, "root")],
        env,
      );
      await calls;
      await vi.waitFor(async () => expect(await sessionsOn(source)).toHaveLength(1), PATIENCE);
      await stops("SIGINT");
      await nothingIsLeft();
      await silent.stop();
    }
  });
});

/** The steps of a login, each with a server that stops there. */
const LOGINS: Record<string, { tls: string; serve: (victim: Victim) => Promise<void> }> = {
  "the greeting": { tls: "off", serve: async () => {} },
  TLS: {
    tls: "required",
    serve: async (victim) => {
      victim.greet({ tls: true });
      await victim.hear();
    },
  },
  "the password": {
    tls: "off",
    serve: async (victim) => {
      victim.greet({ plugin: "mysql_native_password" });
      await victim.hear();
    },
  },
};

describe.each(Object.entries(LOGINS))("a server that never gets past %s", (_, { tls, serve }) => {
  test.each([
    ["compare", "SIGINT"],
    ["preflight", "SIGTERM"],
    ["cutover", "SIGHUP"],
  ] as const)("%s ends at once by %s", async (command, signal) => {
    let reached = () => {};
    const reaches = new Promise<void>((done) => {
      reached = done;
    });
    const server = await hostileServer(async (victim) => {
      await serve(victim);
      reached();
    });
    const url = `mysql://root@127.0.0.1:${server.port}/?timeout=600&tls=${tls}`;
    const env = { DBFERRY_SOURCE_PASSWORD: SECRET, DBFERRY_TARGET_PASSWORD: SECRET };
    const engine = command === "preflight" ? ["--engine", "drs"] : [];
    running = startCommand([command, ...engine, "--source", url, "--target", url], env);
    await reaches;
    expect(await stops(signal)).not.toContain(SECRET);
    await server.stop();
  });
});

test("a scratch server that is being started is gone with all its files", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-signals-"));
  try {
    const at = (server: Real) => `mysql://${server.admin.user}@127.0.0.1:${server.admin.port}`;
    running = startCommand([...PREFLIGHT, "--source", at(source), "--target", at(target), "--scratch", "sandbox"], {
      DBFERRY_SOURCE_PASSWORD: source.admin.password,
      DBFERRY_TARGET_PASSWORD: target.admin.password,
      TMPDIR: folder,
    });
    await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(1), PATIENCE);
    await stops("SIGINT");
    expect(readdirSync(folder)).toEqual([]);
    await nothingIsLeft();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("an unresponsive Docker does not delay the command", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-signals-"));
  try {
    const asked = join(folder, "asked");
    writeFileSync(join(folder, "docker"), `#!/bin/sh\n: > '${asked}'\nexec sleep 600\n`, { mode: 0o755 });
    const at = (server: Real) => `mysql://${server.admin.user}@127.0.0.1:${server.admin.port}`;
    running = startCommand([...PREFLIGHT, "--source", at(source), "--target", at(target), "--scratch", "docker"], {
      DBFERRY_SOURCE_PASSWORD: source.admin.password,
      DBFERRY_TARGET_PASSWORD: target.admin.password,
      PATH: `${folder}:${process.env.PATH}`,
    });
    await vi.waitFor(() => expect(existsSync(asked)).toBe(true), PATIENCE);
    await stops("SIGINT");
    await nothingIsLeft();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each(SIGNALS)("%s ends a command at once while its session is being set up", async (signal) => {
  const { admin } = source;
  let reached = () => {};
  const reaches = new Promise<void>((done) => {
    reached = done;
  });
  const held = async () => {
    reached();
    await new Promise(() => {});
  };
  lines.push(await troubledLine(admin.port, held, "SHOW SESSION VARIABLES"));
  const url = `mysql://${admin.user}@127.0.0.1:${lines[0]!.port}/?timeout=600`;
  const env = { DBFERRY_SOURCE_PASSWORD: admin.password, DBFERRY_TARGET_PASSWORD: admin.password };
  running = startCommand(["compare", "--source", url, "--target", url], env);
  await reaches;
  await stops(signal);
  await nothingIsLeft();
});

describe("a statement that cannot be ended because the server accepts no further login", () => {
  let db: Awaited<ReturnType<Real["db"]>>;
  beforeEach(async () => {
    await begin(DATA, "source", /^SELECT 0 AS i/);
    await atWork(source);
    db = await source.db();
    await db.query("SET GLOBAL max_connections = 1");
  });
  afterEach(async () => {
    await db.query("SET GLOBAL max_connections = 151");
    const rows = await db.query<{ ID: number }>(`SELECT ID FROM information_schema.PROCESSLIST WHERE INFO = '${LONG}'`);
    for (const { ID } of rows) await db.query(`KILL ${ID}`);
    await db.close();
  });

  test("is given up after five seconds", async () => {
    await stops("SIGTERM", 8_000);
  });

  test("does not outlive a second signal", async () => {
    running!.kill("SIGINT");
    // The second signal only counts as such once the first one has been handled.
    const again = setInterval(() => running!.kill("SIGINT"), 100);
    const { code, signal } = await running!.ended.finally(() => clearInterval(again));
    expect([code, signal]).toEqual([null, "SIGINT"]);
  });
});
