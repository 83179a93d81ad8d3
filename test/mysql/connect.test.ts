import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectOptions, ConnectProblem, type ConnectReason, connect } from "../../mysql/connect";
import { play } from "./checks/recorded/server";
import { distributionOf, type Real, start } from "./support/servers";

/** The problem that connecting reports; a successful login fails the test. */
async function problemOf(options: ConnectOptions): Promise<ConnectProblem> {
  const outcome = await connect(options).then(
    async (db) => {
      await db.close();
      return undefined;
    },
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(ConnectProblem);
  return outcome as ConnectProblem;
}

/** Asserts a one-sentence message without a stack trace or the password. */
function readable(problem: ConnectProblem, password: string): void {
  expect(problem.message).not.toMatch(/\n|\bat .*:\d+:\d+/);
  expect(problem.stack).toBe(`ConnectProblem: ${problem.message}`);
  if (password.length > 3) expect(problem.message).not.toContain(password);
}

/** A server that runs `behave` for each connection. */
async function fake(behave: (socket: Socket) => void): Promise<{ options: ConnectOptions; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    behave(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    options: { host: "127.0.0.1", port, user: "ferry", password: "hush-hush-1", timeoutMs: 2_000 },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

describe("connecting to something that does not respond properly", () => {
  const cases: [name: string, behave: (socket: Socket) => void, reason: ConnectReason][] = [
    ["accepts and says nothing", () => {}, "hang"],
    ["closes at once", (socket) => socket.end(), "dropped"],
    ["cuts the connection", (socket) => socket.resetAndDestroy(), "dropped"],
    ["speaks HTTP", (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"), "notMysql"],
    [
      "stops in the middle of its greeting",
      (socket) => socket.write(Buffer.from([0x4a, 0, 0, 0, 10, 0x35, 0x2e])),
      "hang",
    ],
    ["sends noise", (socket) => socket.write(Buffer.alloc(64, 0xee)), "notMysql"],
  ];
  for (const [name, behave, reason] of cases) {
    test(name, async () => {
      const server = await fake(behave);
      const started = Date.now();
      const problem = await problemOf(server.options);
      expect(problem.reason).toBe(reason);
      // Far above the given limit, far below a hang.
      expect(Date.now() - started).toBeLessThan(20_000);
      readable(problem, server.options.password);
      await server.stop();
    });
  }

  const refusals: [errno: number, message: string, reason: ConnectReason][] = [
    [1040, "Too many connections", "tooManyConnections"],
    [1045, "Access denied for user 'ferry'@'10.0.0.1' (using password: YES)", "password"],
    [1049, "Unknown database 'nope'", "database"],
    [1129, "Host '10.0.0.1' is blocked because of many connection errors", "hostBlocked"],
    [1130, "Host '10.0.0.1' is not allowed to connect to this MySQL server", "hostDenied"],
    [3159, "Connections using insecure transport are prohibited", "tlsRequired"],
  ];
  for (const [errno, message, reason] of refusals) {
    test(`refusal ${errno}`, async () => {
      const server = await play({ version: "8.0.36", refuse: { errno, message } });
      const problem = await problemOf(server.options);
      expect(problem.reason).toBe(reason);
      readable(problem, server.options.password);
      await server.stop();
    });
  }

  test("a login that is never answered", async () => {
    const server = await fake((socket) => {
      // A genuine 5.7 greeting, followed by silence.
      const body = Buffer.concat([
        Buffer.from([10]),
        Buffer.from("5.7.44\0"),
        Buffer.alloc(4, 1),
        Buffer.alloc(8, 0x41),
        Buffer.from([0, 0xff, 0xf7, 33, 2, 0, 0x0f, 0x80, 21]),
        Buffer.alloc(10),
        Buffer.alloc(12, 0x42),
        Buffer.from("\0mysql_native_password\0"),
      ]);
      socket.write(Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]));
    });
    const problem = await problemOf({ ...server.options, tls: { mode: "off" } });
    expect(problem.reason).toBe("hang");
    await server.stop();
  });

  test("the connection is lost in the middle of a statement, plain and streamed", async () => {
    const server = await play({ version: "5.7.44", drop: /FROM gone/ });
    for (const read of ["query", "stream"] as const) {
      const db = await connect(server.options);
      const work = async () => {
        if (read === "query") return db.query("SELECT 1 FROM gone");
        const rows = [];
        for await (const row of db.stream("SELECT 1 FROM gone")) rows.push(row);
        return rows;
      };
      await expect(work()).rejects.toMatchObject({ reason: "dropped" });
      await expect(db.query("SELECT 1 AS one")).rejects.toBeInstanceOf(ConnectProblem);
      await db.close();
    }
    await server.stop();
  });

  test("a statement that is never answered ends at its limit", async () => {
    const server = await play({ version: "5.7.44", silent: /sleepy/ });
    const db = await connect(server.options);
    await expect(db.query("SELECT sleepy", [], { timeoutMs: 200 })).rejects.toMatchObject({ reason: "hang" });
    await server.stop();
  });

  test("a name that does not exist, a port where nothing listens, an authority that cannot be read", async () => {
    const nothing = await fake(() => {});
    await nothing.stop();
    expect((await problemOf({ ...nothing.options, host: "nowhere.invalid" })).reason).toBe("dns");
    const refused = await problemOf(nothing.options);
    expect([refused.reason, refused.transient]).toEqual(["refused", true]);
    expect(refused.address).toBe(`127.0.0.1:${nothing.options.port}`);
  });
});

describe("MySQL 5.6.24, which has no TLS here", () => {
  let server: Real;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server?.stop());

  test("wrong password, unknown database, TLS wanted", async () => {
    const wrong = await problemOf({ ...server.admin, password: "not-the-one" });
    expect(wrong.reason).toBe("password");
    readable(wrong, "not-the-one");
    expect((await problemOf({ ...server.admin, database: "nope" })).reason).toBe("database");
    expect((await problemOf({ ...server.admin, tls: { mode: "required" } })).reason).toBe("tlsUnavailable");
    expect((await problemOf({ ...server.admin, tls: { mode: "verify" } })).reason).toBe("tlsUnavailable");
    const unread = await problemOf({ ...server.admin, tls: { mode: "verify", ca: "/nowhere/ca.pem" } });
    expect(unread).toMatchObject({ reason: "certificate", cause: "the file /nowhere/ca.pem cannot be read (ENOENT)" });
  });

  test("on loopback TLS is not required, and the report says that it is not used", async () => {
    const db = await connect(server.admin);
    expect(db.tls).toEqual({ active: false, verified: false, note: "the server does not offer TLS" });
    expect(db.server).toMatchObject({
      flavour: "mysql",
      profile: "self-managed",
      version: { major: 5, minor: 6, patch: 24 },
    });
    await db.close();
  });

  test("a read-only session cannot write, whatever the statement", async () => {
    await server.sql("CREATE DATABASE d", "CREATE TABLE d.t (id INT)");
    const db = await connect({ ...server.admin, readOnly: true });
    await expect(db.query("INSERT INTO d.t VALUES (1)")).rejects.toThrow(/READ ONLY/);
    await db.close();
  });
});

describe("MySQL 9, which generates its own certificates", () => {
  test("verified only by the authority that it generated; weaker only on request", async () => {
    const distribution = await distributionOf("mysql9");
    const server = await start({}, distribution);
    try {
      const db = await connect(server.admin);
      expect(db.tls).toMatchObject({ active: true, verified: true });
      expect(db.tls.protocol).toMatch(/^TLSv1\.[23]$/);
      const [row] = await db.query<{ Value: string }>("SHOW STATUS LIKE 'Ssl_version'");
      expect(row?.Value).toBe(db.tls.protocol);
      const folder = join(server.server.dir, "data");
      const ca = join(folder, "ca.pem");
      // A new account's password is not cached yet, so the server requests it in full.
      for (const user of ["fresh", "again", "keyed"])
        await db.query(`CREATE USER ${user} IDENTIFIED BY 'whole-secret-1'`);
      await db.close();
      const fresh = { ...server.admin, user: "fresh", password: "whole-secret-1" };

      expect((await problemOf({ ...fresh, tls: { mode: "verify" } })).reason).toBe("certificate");
      const wrongName = await problemOf({ ...fresh, tls: { mode: "verify", ca, serverName: "db.example" } });
      expect(wrongName).toMatchObject({ reason: "certificate" });
      expect(wrongName.fix).toMatch(/serverName/);
      for (const mode of ["required", "off"] as const) {
        const refused = await problemOf({ ...fresh, tls: { mode } });
        expect(refused.reason).toBe("unproven");
        expect(refused.fix).toMatch(/set tls to verify.*ca\.pem/);
        readable(refused, fresh.password);
      }
      // Each suggested fix, in its situation.
      const keyed = { mode: "off", serverKey: join(folder, "public_key.pem") } as const;
      await (await connect({ ...fresh, user: "keyed", tls: keyed })).close();
      await (await connect({ ...fresh, user: "again", tls: { ca } })).close();
      await (await connect({ ...fresh, tls: undefined, socket: await socketOf(server.admin) })).close();
      // The server now has its hash cached, and only requests a proof.
      const hashed = await connect({ ...fresh, tls: { mode: "required" } });
      expect(hashed.tls).toMatchObject({ active: true, verified: false });
      await hashed.close();

      await server.sql("SET GLOBAL require_secure_transport = ON");
      expect((await problemOf({ ...fresh, tls: { mode: "off" } })).reason).toBe("tlsRequired");
    } finally {
      await server.stop();
    }
  });
});

/** Path of the server's socket. */
async function socketOf(admin: ConnectOptions): Promise<string> {
  const db = await connect(admin);
  try {
    const [row] = await db.query<{ path: string }>("SELECT @@socket AS path");
    return row!.path;
  } finally {
    await db.close();
  }
}
