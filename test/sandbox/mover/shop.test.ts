import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, rowsOf, withAdmin } from "../../../sandbox/mysql/connect";
import { createCustomerAdmin } from "../../../sandbox/mysql/customer";
import { loadDemo } from "../../../sandbox/mysql/demo/load";
import { accountsOf, contentOf, loggedSql, raiseStage, type Stage, until } from "./stage";

describe("the shop, full and incremental, during writes", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await raiseStage();
    const customer = await createCustomerAdmin(stage.source.ref, "dba");
    await loadDemo(customer);
    // Creating a view fails while the definer of a function that it calls is missing.
    await createCustomerAdmin(stage.target.ref, "dba");
    await stage.open();
  });
  afterAll(() => stage?.close());

  it("copies everything, replicates everything, and leaves two independent servers with the same content", async () => {
    const before = { source: await accountsOf(stage.source.ref), target: await accountsOf(stage.target.ref) };
    const mover = stage.mover();
    const writer = startWriter(stage);
    expect(await mover.start(stage.request({ databases: ["shop"] }))).toEqual({ ok: true });
    const replicating = await until(mover, (one) => one.state === "incremental");
    expect(replicating.percent).toBe(100);
    expect(replicating.rows.copied).toBe(replicating.rows.total);
    expect(replicating.rows.total).toBeGreaterThanOrEqual(50_000);
    expect(replicating.objects).toMatchObject({
      table: { total: 15, done: 15 },
      view: { total: 7, done: 7 },
      function: { total: 3, done: 3 },
      procedure: { total: 3, done: 3 },
      trigger: { total: 6, done: 0 },
    });
    // More changes arrive, including DDL.
    await loggedSql(
      stage.source.ref,
      "CREATE TABLE shop.late (id INT PRIMARY KEY, words VARCHAR(20) CHARACTER SET utf8mb4)",
      "INSERT INTO shop.late VALUES (1, 'later 🐳')",
      "ALTER TABLE shop.supplier ADD COLUMN founded YEAR NULL",
    );
    const committed = await writer.stop();
    expect(committed).toBeGreaterThan(10);
    const caughtUp = await until(mover, (one) => one.caughtUp === true);
    expect(caughtUp.lagSeconds).toBe(0);
    expect(caughtUp.gtid?.target).toBe(caughtUp.gtid?.source);
    expect(await mover.stop()).toEqual({ ok: true });

    const source = await contentOf(stage.source.ref, ["shop"]);
    const target = await contentOf(stage.target.ref, ["shop"]);
    expect(Object.keys(source).length).toBe(16 + 7 + 6 + 6 + 1);
    expect(target).toEqual(source);
    await withAdmin(stage.target.ref, async (admin) => {
      expect(await rowsOf(admin, "SHOW SLAVE STATUS")).toEqual([]);
      expect(await rowsOf(admin, "SELECT @@global.read_only r")).toEqual([{ r: 0 }]);
      expect(await rowsOf(admin, "SELECT @@global.gtid_executed g")).toEqual([{ g: caughtUp.gtid?.target }]);
    });
    expect(await accountsOf(stage.source.ref)).toEqual(before.source);
    expect(await accountsOf(stage.target.ref)).toEqual(before.target);
    const end = await mover.progress();
    expect(end).toMatchObject({ state: "stopped", percent: 100, objects: { trigger: { total: 6, done: 6 } } });
    // New writes on the source stay there.
    await loggedSql(stage.source.ref, "INSERT INTO shop.late VALUES (2, 'too late')");
    await withAdmin(stage.target.ref, async (admin) => {
      expect(await rowsOf(admin, "SELECT COUNT(*) n FROM shop.late")).toEqual([{ n: 1 }]);
    });
  });
});

/**
 * Adds orders, updates stock and deletes payments until stopped; `stop` returns the number of committed transactions.
 */
function startWriter(stage: Stage): { stop(): Promise<number> } {
  let running = true;
  let committed = 0;
  const work = (async () => {
    const connection = await connect({
      host: stage.source.ref.host,
      port: stage.source.ref.port,
      ...stage.source.ref.admin,
    });
    for (let i = 0; running; i++) {
      try {
        await connection.query("START TRANSACTION");
        await connection.query("INSERT INTO shop.orders (customer_id, placed) VALUES (?, NOW() + INTERVAL ? SECOND)", [
          1 + (i % 4000),
          i,
        ]);
        await connection.query("UPDATE shop.stock SET quantity = quantity - 1 WHERE product_id = ?", [1 + (i % 2000)]);
        await connection.query("UPDATE shop.customer SET notes = CONCAT('changed ', ?) WHERE id = ?", [
          i,
          1 + (i % 4000),
        ]);
        await connection.query("DELETE FROM shop.payment WHERE id = ?", [1 + i]);
        await connection.query("COMMIT");
        committed++;
      } catch (error) {
        // A deadlock with the snapshot's lock is rolled back; any other error fails the test.
        if ((error as { errno?: number }).errno !== 1213) throw error;
      }
    }
    connection.destroy();
  })();
  // `stop` reports it: a test that failed earlier closes the server while the writer is still running.
  work.catch(() => {});
  return {
    async stop() {
      running = false;
      await work;
      return committed;
    },
  };
}
