import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rowsOf, withAdmin } from "../../../sandbox/mysql/connect";
import { accountsOf, contentOf, loggedSql, raiseStage, type Stage, sql, until } from "./stage";

/** A small database that replicates. */
const SHOP = [
  "CREATE DATABASE shop",
  "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, note VARCHAR(20))",
  "INSERT INTO shop.orders (note) VALUES ('a'), ('b'), ('c')",
  "CREATE TRIGGER shop.note BEFORE INSERT ON shop.orders FOR EACH ROW SET NEW.note = UPPER(NEW.note)",
  "CREATE EVENT shop.tidy ON SCHEDULE EVERY 1 DAY DO DELETE FROM shop.orders WHERE id > 1000000",
];

describe("a task in trouble", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await raiseStage();
  });
  afterEach(() => stage?.close());

  const count = (table: string) =>
    withAdmin(stage.target.ref, async (admin) =>
      Number((await rowsOf(admin, `SELECT COUNT(*) n FROM ${table}`))[0]!.n),
    );
  async function clean() {
    const accounts = [...(await accountsOf(stage.source.ref)), ...(await accountsOf(stage.target.ref))];
    return accounts.filter((account) => account.endsWith("@127.0.0.1") && account !== "sandbox@127.0.0.1");
  }

  it("names what prevents a connection test from passing, one cause after another", async () => {
    const mover = stage.mover();
    const source = () => mover.testConnection(stage.sourceSide);
    const target = () => mover.testConnection(stage.targetSide);
    expect(await source()).toMatchObject({ ok: false, why: "allowlist", text: expect.stringContaining(stage.eip) });
    expect(await target()).toMatchObject({
      ok: false,
      why: "securityGroup",
      text: expect.stringContaining(stage.privateIp),
    });
    await stage.open();
    expect(await source()).toEqual({
      ok: true,
      version: stage.source.ref.version,
      account: { user: "ferry", host: stage.eip },
    });
    expect(await target()).toMatchObject({ ok: true, account: { host: stage.privateIp } });

    stage.sourceSide.endpoint.password = "wrong";
    expect(await source()).toEqual({
      ok: false,
      why: "login",
      text: `Access denied for user 'ferry'@'${stage.eip}' (using password: YES)`,
    });
    stage.sourceSide.endpoint.password = "ferry-source";
    await sql(stage.source.ref, `RENAME USER 'ferry'@'${stage.eip}' TO 'ferry'@'192.0.2.1'`);
    expect(await source()).toMatchObject({ ok: false, why: "login" });
    stage.world.faults.closedSecurityGroups.add(stage.securityGroupId);
    expect(await target()).toMatchObject({ ok: false, why: "securityGroup" });
    stage.world.faults.refusedPorts.add(":3306");
    expect(await source()).toMatchObject({ ok: false, why: "refused" });
    stage.sourceSide.endpoint.host = "gone.mysql.rds.aliyuncs.com";
    expect(await source()).toMatchObject({ ok: false, why: "dns" });
    expect(await clean()).toEqual([]);
  });

  it("refuses to start with an object of the same name on the target, an unknown database or a closed network, and changes nothing", async () => {
    await sql(stage.source.ref, ...SHOP);
    const mover = stage.mover();
    expect(await mover.start(stage.request())).toMatchObject({ ok: false, why: "allowlist" });
    await stage.open();
    expect(await mover.start(stage.request({ databases: ["shop", "none"] }))).toMatchObject({
      ok: false,
      why: "selection",
      text: "The source has no database none",
    });
    await sql(stage.target.ref, "CREATE DATABASE shop", "CREATE VIEW shop.orders AS SELECT 1 AS one");
    expect(await mover.start(stage.request())).toEqual({
      ok: false,
      why: "targetNotEmpty",
      text: "The target already has 1 of the objects to move: table shop.orders",
    });
    expect(await mover.progress()).toMatchObject({ state: "idle" });
    expect(await count("shop.orders")).toBe(1);
    expect(await clean()).toEqual([]);
  });

  it("refuses a source without replication settings, naming all of them", async () => {
    await stage.source.restartWith({
      "binlog-format": "STATEMENT",
      "gtid-mode": "OFF",
      "enforce-gtid-consistency": null,
    });
    await sql(stage.source.ref, ...SHOP);
    await stage.open();
    expect(await stage.mover().start(stage.request())).toEqual({
      ok: false,
      why: "setting",
      text: "The source cannot be replicated from: binlog_format is STATEMENT, needed ROW; gtid_mode is OFF, needed ON",
    });
    // A full copy alone does not need a binary log.
    const full = stage.mover();
    expect(await full.start(stage.request({ mode: "full" }))).toEqual({ ok: true });
    await until(full, (one) => one.state === "fullDone");
    expect(await full.stop()).toEqual({ ok: true });
    expect(await contentOf(stage.target.ref, ["shop"])).toEqual(await contentOf(stage.source.ref, ["shop"]));
    expect(await clean()).toEqual([]);
  });

  it("fails by name if a right is missing", async () => {
    await sql(stage.source.ref, ...SHOP);
    await stage.open();
    await sql(stage.source.ref, `REVOKE LOCK TABLES ON *.* FROM 'ferry'@'${stage.eip}'`);
    const mover = stage.mover();
    expect(await mover.start(stage.request())).toEqual({ ok: true });
    const failed = await until(mover, (one) => one.state === "failed");
    expect(failed.failure).toMatchObject({ during: "full", why: "privilege" });
    expect(failed.failure?.text).toContain(`'ferry'@'${stage.eip}'`);
    expect(await mover.stop()).toMatchObject({ ok: false });
    expect(await mover.stop({ force: true })).toEqual({ ok: true });
    expect(await clean()).toEqual([]);
  });

  it("moves the selected databases only, whatever happens in the others, and no account", async () => {
    await loggedSql(
      stage.source.ref,
      ...SHOP,
      "CREATE DATABASE a_b",
      "CREATE TABLE a_b.t (id INT)",
      "CREATE DATABASE axb",
      "CREATE TABLE axb.t (id INT)",
    );
    await stage.open();
    const mover = stage.mover();
    await mover.start(stage.request({ databases: ["shop", "a_b"] }));
    await until(mover, (one) => one.state === "incremental");
    await loggedSql(
      stage.source.ref,
      "INSERT INTO axb.t VALUES (1)",
      "CREATE DATABASE other",
      "CREATE TABLE other.t (id INT)",
      "CREATE PROCEDURE other.p() SELECT 1",
      "CREATE VIEW other.v AS SELECT 1",
      "CREATE TRIGGER other.tr BEFORE INSERT ON other.t FOR EACH ROW SET NEW.id = 1",
      "CREATE EVENT other.e ON SCHEDULE EVERY 1 DAY DO SELECT 1",
      "DROP PROCEDURE other.p",
      "DROP TRIGGER other.tr",
      "DROP EVENT other.e",
      "DROP DATABASE other",
      "GRANT SELECT ON *.* TO 'newcomer'@'%' IDENTIFIED BY 'x'",
      "SET PASSWORD FOR 'newcomer'@'%' = PASSWORD('y')",
      "DROP USER 'newcomer'@'%'",
      "CREATE USER 'late'@'%'",
      "INSERT INTO a_b.t VALUES (7)",
      "INSERT INTO shop.orders (note) VALUES ('d')",
      "DROP TRIGGER shop.note",
      "CREATE VIEW shop.v AS SELECT note FROM shop.orders",
    );
    await until(mover, (one) => one.caughtUp === true);
    expect(await mover.stop()).toEqual({ ok: true });
    expect(await contentOf(stage.target.ref, ["shop", "a_b"])).toEqual(
      await contentOf(stage.source.ref, ["shop", "a_b"]),
    );
    expect(await accountsOf(stage.target.ref)).not.toContain("late@%");
    await withAdmin(stage.target.ref, async (admin) => {
      const names = (await rowsOf<{ Database: string }>(admin, "SHOW DATABASES")).map((row) => row.Database);
      expect(names).toEqual(["information_schema", "a_b", "mysql", "performance_schema", "shop"]);
    });
  });

  it("moves named tables with their triggers only, and makes the target's account the definer on request", async () => {
    await loggedSql(
      stage.source.ref,
      ...SHOP,
      "CREATE TABLE shop.other (id INT PRIMARY KEY)",
      "CREATE TRIGGER shop.other_note BEFORE INSERT ON shop.other FOR EACH ROW SET NEW.id = NEW.id + 1",
      "CREATE VIEW shop.v AS SELECT 1",
    );
    await stage.open();
    const mover = stage.mover();
    const databases = [{ database: "shop", tables: ["orders"] }];
    expect(await mover.start(stage.request({ databases: [{ database: "shop", tables: ["order"] }] }))).toMatchObject({
      why: "selection",
      text: "The source has no table shop.order",
    });
    await mover.start(stage.request({ databases, definer: "target" }));
    await until(mover, (one) => one.state === "incremental");
    await loggedSql(
      stage.source.ref,
      "INSERT INTO shop.other VALUES (1)",
      "INSERT INTO shop.orders (note) VALUES ('on')",
    );
    await until(mover, (one) => one.caughtUp === true);
    expect(await mover.stop()).toEqual({ ok: true });
    const source = await contentOf(stage.source.ref, ["shop"]);
    const target = await contentOf(stage.target.ref, ["shop"]);
    expect(Object.keys(target)).toEqual(["`shop`.`orders`", "trigger shop.note"]);
    expect(target["`shop`.`orders`"]).toEqual(source["`shop`.`orders`"]);
    expect(target["trigger shop.note"]).toBe(
      String(source["trigger shop.note"]).replace("sandbox@127.0.0.1", `ferry@${stage.privateIp}`),
    );
  });

  it("fails when the network is closed, continues when it opens again, and loses nothing", async () => {
    await loggedSql(stage.source.ref, ...SHOP);
    await stage.open();
    const mover = stage.mover();
    await mover.start(stage.request());
    await until(mover, (one) => one.state === "incremental");
    stage.world.faults.closedSecurityGroups.add(stage.securityGroupId);
    const failed = await until(mover, (one) => one.state === "failed");
    expect(failed.failure).toMatchObject({ during: "incremental", why: "securityGroup" });
    await loggedSql(stage.source.ref, "INSERT INTO shop.orders (note) VALUES ('meanwhile')");
    expect(await mover.stop()).toMatchObject({ ok: false });
    expect(await mover.resume()).toMatchObject({ ok: false, why: "securityGroup" });
    stage.world.faults.closedSecurityGroups.clear();
    expect(await mover.resume()).toEqual({ ok: true });
    await until(mover, (one) => one.caughtUp === true);
    expect(await mover.stop()).toEqual({ ok: true });
    expect(await contentOf(stage.target.ref, ["shop"])).toEqual(await contentOf(stage.source.ref, ["shop"]));
    expect(await clean()).toEqual([]);
  });

  it("fails when the target cannot apply a change, with MySQL's reason", async () => {
    await loggedSql(stage.source.ref, ...SHOP);
    await stage.open();
    const mover = stage.mover();
    await mover.start(stage.request());
    await until(mover, (one) => one.state === "incremental");
    await sql(stage.target.ref, "INSERT INTO shop.orders VALUES (4, 'squatter')");
    await loggedSql(stage.source.ref, "INSERT INTO shop.orders VALUES (4, 'true')");
    const failed = await until(mover, (one) => one.state === "failed");
    expect(failed.failure).toMatchObject({
      during: "incremental",
      why: "replication",
      text: expect.stringContaining("Duplicate entry '4'"),
    });
    await sql(stage.target.ref, "DELETE FROM shop.orders WHERE id = 4");
    expect(await mover.resume()).toEqual({ ok: true });
    await until(mover, (one) => one.caughtUp === true);
  });

  it("can be stopped again after its triggers could not be created", async () => {
    await loggedSql(stage.source.ref, ...SHOP);
    await stage.open();
    const mover = stage.mover();
    await mover.start(stage.request());
    await until(mover, (one) => one.caughtUp === true);
    await sql(stage.target.ref, "RENAME TABLE shop.orders TO shop.hidden");
    const refused = { ok: false, text: expect.stringContaining("trigger shop.note") };
    expect(await Promise.all([mover.stop(), mover.stop()])).toMatchObject([refused, refused]);
    expect(await mover.progress()).toMatchObject({ state: "failed", failure: { during: "stopping" } });
    await sql(stage.target.ref, "RENAME TABLE shop.hidden TO shop.orders");
    expect(await mover.stop()).toEqual({ ok: true });
    expect(await contentOf(stage.target.ref, ["shop"])).toEqual(await contentOf(stage.source.ref, ["shop"]));
    expect(await clean()).toEqual([]);
  });

  it("keeps replicating if somebody drops the mirror account", async () => {
    await loggedSql(stage.source.ref, ...SHOP);
    await stage.open();
    const mover = stage.mover();
    await mover.start(stage.request());
    await until(mover, (one) => one.caughtUp === true);
    await sql(stage.source.ref, "DROP USER 'ferry'@'127.0.0.1'");
    await mover.pause();
    expect((await mover.progress()).state).toBe("paused");
    await loggedSql(stage.source.ref, "INSERT INTO shop.orders (note) VALUES ('held')");
    expect(await count("shop.orders")).toBe(3);
    expect(await mover.resume()).toEqual({ ok: true });
    await until(mover, (one) => one.caughtUp === true);
    expect(await count("shop.orders")).toBe(4);
    expect(await mover.stop()).toEqual({ ok: true });
    expect(await clean()).toEqual([]);
  });

  it("respects its speed limit, can be paused on the way, and loses triggers and events by a forced stop", async () => {
    await sql(
      stage.source.ref,
      ...SHOP,
      `INSERT INTO shop.orders (note) SELECT 'x' FROM shop.orders a, shop.orders b, shop.orders c, shop.orders d, shop.orders e, shop.orders f LIMIT 297`,
    );
    await stage.open();
    stage.world.faults.copyRowsPerSecond = 100;
    const mover = stage.mover();
    expect(await mover.stop()).toEqual({ ok: true });
    const second = stage.mover("task-2");
    await second.start(stage.request());
    expect(await second.start(stage.request())).toMatchObject({ ok: false, why: "mysql" });
    const half = await until(second, (one) => one.rows.copied >= 50);
    expect(half).toMatchObject({ state: "full", rows: { total: 300 } });
    expect(half.percent).toBeLessThan(90);
    expect(await second.stop()).toMatchObject({ ok: false });
    await second.pause();
    const held = await second.progress();
    expect(held.state).toBe("paused");
    // Without the limit, the rest would finish immediately if the pause did not hold; rows already released may still
    // arrive.
    stage.world.faults.copyRowsPerSecond = undefined;
    for (let look = 0; look < 20; look++) await second.testConnection(stage.targetSide);
    expect((await second.progress()).rows.copied).toBeLessThanOrEqual(held.rows.copied + 10);
    await second.resume();
    await until(second, (one) => one.caughtUp === true);
    // Ordinary accounts cannot write to the target in the meantime.
    await withAdmin(stage.target.ref, async (admin) => {
      expect(await rowsOf(admin, "SELECT @@global.read_only r")).toEqual([{ r: 1 }]);
    });
    expect(await second.stop({ force: true })).toEqual({ ok: true });
    expect(await second.stop()).toEqual({ ok: true });
    expect(await count("shop.orders")).toBe(300);
    const objects = Object.keys(await contentOf(stage.target.ref, ["shop"]));
    expect(objects).toEqual(["`shop`.`orders`"]);
    await withAdmin(stage.target.ref, async (admin) => {
      expect(await rowsOf(admin, "SELECT @@global.read_only r")).toEqual([{ r: 0 }]);
      expect(await rowsOf(admin, "SHOW SLAVE STATUS")).toEqual([]);
    });
    expect(await clean()).toEqual([]);
  });

  it("can be ended in the middle of the copy", async () => {
    await sql(stage.source.ref, ...SHOP);
    await stage.open();
    stage.world.faults.copyRowsPerSecond = 1;
    const mover = stage.mover();
    await mover.start(stage.request());
    await until(mover, (one) => one.rows.copied >= 1);
    await mover.dispose();
    expect(await mover.progress()).toMatchObject({ state: "stopped" });
    expect(await count("shop.orders")).toBeLessThan(3);
    expect(await clean()).toEqual([]);
  });
});
