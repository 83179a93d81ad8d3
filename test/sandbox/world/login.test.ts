import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newWorld } from "../../../sandbox/clouds";
import { connect, rowsOf, withAdmin } from "../../../sandbox/mysql/connect";
import { MysqlServer } from "../../../sandbox/mysql/server";
import type { Login } from "../../../sandbox/world/types";

const origin = { address: "203.0.113.10" };

describe("login from an origin", () => {
  let dir: string;
  let server: MysqlServer;
  const world = newWorld();
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "dbferry-test-"));
    server = await MysqlServer.start({ dir: join(dir, "one"), serverId: 11 });
    await withAdmin(server.ref, async (admin) => {
      await admin.query("CREATE DATABASE shop");
      await admin.query("CREATE TABLE shop.a (id INT)");
    });
  });
  afterAll(async () => {
    await world.close();
    await server?.stop();
    await rm(dir, { recursive: true, force: true });
  });
  beforeEach(() => sql("DELETE FROM mysql.user WHERE User <> 'sandbox'", "DELETE FROM mysql.db", "FLUSH PRIVILEGES"));

  async function sql(...statements: string[]) {
    await withAdmin(server.ref, async (admin) => {
      for (const statement of statements) await admin.query(statement);
    });
  }
  const accounts = () =>
    withAdmin(server.ref, async (admin) =>
      (await rowsOf<{ a: string }>(admin, "SELECT CONCAT(User, '@', Host) a FROM mysql.user ORDER BY a")).map(
        (row) => row.a,
      ),
    );
  function granted(login: Login) {
    if (!login.ok) throw new Error(`refused: ${login.text}`);
    return login;
  }

  it("gives exactly the rights of the account bound to the caller's address, and leaves nothing behind", async () => {
    await sql("GRANT SELECT ON shop.* TO 'ferry'@'203.0.113.10' IDENTIFIED BY 'right'");
    const before = await accounts();
    const login = granted(await world.login(origin, server.ref, "ferry", "right"));
    expect(login.account).toEqual({ user: "ferry", host: "203.0.113.10" });
    expect(login.connection.user).toBe("ferry");
    const connection = await connect(login.connection);
    expect(await rowsOf(connection, "SELECT COUNT(*) n FROM shop.a")).toEqual([{ n: 0 }]);
    await expect(connection.query("INSERT INTO shop.a VALUES (1)")).rejects.toThrow(/INSERT command denied/);
    connection.destroy();
    await world.dropMirror(login);
    await world.dropMirror(login);
    expect(await accounts()).toEqual(before);
  });

  it("refuses a wrong password in MySQL's words, with the caller's address", async () => {
    await sql("GRANT SELECT ON shop.* TO 'ferry'@'203.0.113.10' IDENTIFIED BY 'right'");
    expect(await world.login(origin, server.ref, "ferry", "wrong")).toEqual({
      ok: false,
      code: 1045,
      text: "Access denied for user 'ferry'@'203.0.113.10' (using password: YES)",
    });
    expect(await world.login(origin, server.ref, "ferry", "")).toMatchObject({
      text: expect.stringContaining("(using password: NO)"),
    });
    expect(await accounts()).toEqual(["ferry@203.0.113.10", "sandbox@127.0.0.1"]);
  });

  it("refuses an account bound to another address, and an unknown user, in the same way", async () => {
    await sql("GRANT SELECT ON shop.* TO 'ferry'@'203.0.113.11' IDENTIFIED BY 'right'");
    for (const user of ["ferry", "nobody"])
      expect(await world.login(origin, server.ref, user, "right")).toEqual({
        ok: false,
        code: 1045,
        text: `Access denied for user '${user}'@'203.0.113.10' (using password: YES)`,
      });
  });

  it("uses the most specific host, and only its password", async () => {
    await sql(
      "GRANT SELECT ON shop.* TO 'ferry'@'%' IDENTIFIED BY 'any'",
      "GRANT SELECT ON shop.* TO 'ferry'@'203.0.113.%' IDENTIFIED BY 'net'",
    );
    expect(granted(await world.login(origin, server.ref, "ferry", "net")).account.host).toBe("203.0.113.%");
    expect((await world.login(origin, server.ref, "ferry", "any")).ok).toBe(false);
    const elsewhere = { address: "198.51.100.7" };
    expect(granted(await world.login(elsewhere, server.ref, "ferry", "any")).account.host).toBe("%");
    await world.close();
    expect(await accounts()).toEqual(["ferry@%", "ferry@203.0.113.%", "sandbox@127.0.0.1"]);
  });

  it("does not touch the customer's own account of that name at 127.0.0.1", async () => {
    await sql(
      "GRANT SELECT ON shop.* TO 'ferry'@'203.0.113.10' IDENTIFIED BY 'right'",
      "GRANT ALL ON shop.* TO 'ferry'@'127.0.0.1' IDENTIFIED BY 'local'",
    );
    const login = granted(await world.login(origin, server.ref, "ferry", "right"));
    const connection = await connect(login.connection);
    await expect(connection.query("INSERT INTO shop.a VALUES (1)")).rejects.toThrow(/denied/);
    connection.destroy();
    await world.dropMirror(login);
    const local = await connect({ host: server.ref.host, port: server.ref.port, user: "ferry", password: "local" });
    await local.query("INSERT INTO shop.a VALUES (1)");
    await local.query("DELETE FROM shop.a");
    local.destroy();
    expect(await accounts()).toEqual(["ferry@127.0.0.1", "ferry@203.0.113.10", "sandbox@127.0.0.1"]);
  });

  it("keeps the login of a recreated account when an older login of it ends", async () => {
    await sql("GRANT SELECT ON shop.* TO 'ferry'@'203.0.113.10' IDENTIFIED BY 'old'");
    const older = granted(await world.login(origin, server.ref, "ferry", "old"));
    await sql("DELETE FROM mysql.user WHERE User = 'ferry'", "FLUSH PRIVILEGES");
    await sql("GRANT SELECT ON shop.* TO 'ferry'@'203.0.113.10' IDENTIFIED BY 'new'");
    const login = granted(await world.login(origin, server.ref, "ferry", "new"));
    await world.dropMirror(older);
    const connection = await connect(login.connection);
    connection.destroy();
    await world.dropMirror(login);
    expect(await accounts()).toEqual(["ferry@203.0.113.10", "sandbox@127.0.0.1"]);
  });

  it("admits an account that requires TLS only with TLS, which a server without it cannot offer", async () => {
    await sql("GRANT SELECT ON shop.* TO 'ferry'@'203.0.113.10' IDENTIFIED BY 'right' REQUIRE SSL");
    expect(await world.login(origin, server.ref, "ferry", "right")).toMatchObject({ ok: false, code: 1045 });
    const refused = await world.login(origin, server.ref, "ferry", "right", {});
    expect(refused).toMatchObject({ ok: false, text: expect.stringContaining("secure connection") });
    expect(await accounts()).toEqual(["ferry@203.0.113.10", "sandbox@127.0.0.1"]);
  });

  it("handles many logins at once, from several addresses, writes nothing to the binary log, and cleans up", async () => {
    await sql(
      "GRANT SELECT ON shop.* TO 'ferry'@'203.0.113.10' IDENTIFIED BY 'ten'",
      "GRANT INSERT ON shop.* TO 'ferry'@'203.0.113.11' IDENTIFIED BY 'eleven'",
    );
    const gtid = () => withAdmin(server.ref, (admin) => rowsOf(admin, "SELECT @@global.gtid_executed g"));
    const before = [await gtid(), await accounts()];
    const logins = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        world.login({ address: `203.0.113.${10 + (i % 2)}` }, server.ref, "ferry", i % 2 ? "eleven" : "ten"),
      ),
    );
    for (const [i, login] of logins.entries()) {
      const connection = await connect(granted(login).connection);
      const asked = connection.query(i % 2 ? "INSERT INTO shop.a VALUES (1)" : "SELECT * FROM shop.a");
      await expect(asked).resolves.toBeDefined();
      connection.destroy();
    }
    await Promise.all(logins.map((login) => world.dropMirror(login)));
    expect((await accounts()) as unknown).toEqual(before[1]);
    // Only the six INSERTs are in the log.
    const after = JSON.stringify(await gtid());
    const last = (text: string) => Number(text.match(/(\d+)"/)?.[1] ?? 0);
    expect(last(after) - last(JSON.stringify(before[0]))).toBe(6);
  });

  it("reports a server that does not answer", async () => {
    const gone = { ...server.ref, port: 1 };
    expect(await world.login(origin, gone, "ferry", "x")).toMatchObject({ ok: false, code: 2003 });
  });
});
