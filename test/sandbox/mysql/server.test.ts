import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, rowsOf, withAdmin } from "../../../sandbox/mysql/connect";
import { createCustomerAdmin } from "../../../sandbox/mysql/customer";
import { loadDemo } from "../../../sandbox/mysql/demo/load";
import { MysqlServer } from "../../../sandbox/mysql/server";

describe("a sandbox server", () => {
  let dir: string;
  let server: MysqlServer;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "dbferry-test-"));
    server = await MysqlServer.start({ dir: join(dir, "one"), serverId: 11 });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it("runs as a managed instance does, with no account but the administrator's and an empty GTID set", async () => {
    await withAdmin(server.ref, async (admin) => {
      const [row] = await rowsOf(
        admin,
        "SELECT @@gtid_mode g, @@binlog_format f, @@log_slave_updates l, @@server_id s, @@global.gtid_executed e",
      );
      expect(row).toEqual({ g: "ON", f: "ROW", l: 1, s: 11, e: "" });
      expect(await rowsOf(admin, "SELECT user, host FROM mysql.user")).toEqual([
        { user: "sandbox", host: "127.0.0.1" },
      ]);
    });
    expect(server.ref.version).toMatch(/^5\.6\.24/);
  });

  it("keeps data and port over a restart with other options, and does not restart if none differs", async () => {
    const pid = server.pid;
    await server.restartWith({ "replicate-wild-do-table": null });
    expect(server.pid).toBe(pid);
    await withAdmin(server.ref, (admin) => admin.query("CREATE DATABASE kept"));
    await server.restartWith({ "binlog-format": "STATEMENT" });
    expect(server.pid).not.toBe(pid);
    await withAdmin(server.ref, async (admin) => {
      expect(await rowsOf(admin, "SELECT @@binlog_format f")).toEqual([{ f: "STATEMENT" }]);
      expect(await rowsOf(admin, "SHOW DATABASES LIKE 'kept'")).toHaveLength(1);
    });
  });

  it("reports why it did not start", async () => {
    const asked = MysqlServer.start({ dir: join(dir, "bad"), serverId: 12, options: { "no-such-option": 1 } });
    await expect(asked).rejects.toThrow(/did not start[\s\S]*no-such-option/);
  });

  it("loads the demo's shop with its routines, triggers, views and event", async () => {
    const access = await createCustomerAdmin(server.ref, "loader");
    await loadDemo(access);
    await withAdmin(server.ref, async (admin) => {
      const [counts] = await rowsOf(
        admin,
        `SELECT (SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema='shop') routines,
          (SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema='shop') triggers,
          (SELECT COUNT(*) FROM information_schema.events WHERE event_schema='shop') events,
          (SELECT COUNT(*) FROM information_schema.views WHERE table_schema='shop') views`,
      );
      expect(counts).toEqual({ routines: 6, triggers: 6, events: 1, views: 7 });
      await admin.query("DROP DATABASE shop");
    });
  });

  it("creates at least 50,000 demo rows in at least 10 tables, the same for the same seed", async () => {
    const access = await createCustomerAdmin(server.ref, "shopkeeper");
    const sums: unknown[] = [];
    for (const _ of [1, 2]) {
      const counts = await loadDemo(access, 7);
      expect(Object.keys(counts).length).toBeGreaterThanOrEqual(10);
      expect(Object.values(counts).reduce((a, b) => a + b)).toBeGreaterThanOrEqual(50_000);
      const connection = await connect(access, { database: "shop" });
      const tables = Object.keys(counts).sort();
      sums.push(await rowsOf(connection, `CHECKSUM TABLE ${tables.join(", ")}`));
      expect(await rowsOf(connection, "SELECT COUNT(*) n FROM order_summary")).toEqual([{ n: counts.orders }]);
      await connection.query("DROP DATABASE shop");
      connection.destroy();
    }
    expect(sums[0]).toEqual(sums[1]);
  });

  it("is gone after stop, and its pid file with it", async () => {
    const other = await MysqlServer.start({ dir: join(dir, "two"), serverId: 13 });
    const pid = other.pid!;
    await other.stop();
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
    await expect(readFile(join(dir, "two", "mysqld.pid"))).rejects.toThrow(/ENOENT/);
  });
});
