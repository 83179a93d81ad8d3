import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { connect, rowsOf, withAdmin } from "../../../sandbox/mysql/connect";
import { MysqlServer } from "../../../sandbox/mysql/server";
import { Clock } from "../../../sandbox/world/clock";
import { PATIENCE } from "../../support/patience";
import { type Answer, Cloud } from "./stage";

const SOURCE_RIGHTS = "SELECT, SHOW VIEW, EVENT, LOCK TABLES, REPLICATION SLAVE, REPLICATION CLIENT";
const TARGET_RIGHTS =
  "SELECT, CREATE, ALTER, DROP, DELETE, INSERT, UPDATE, INDEX, EVENT, CREATE VIEW, CREATE ROUTINE, TRIGGER, REFERENCES, CREATE USER";

let dir: string;
let source: MysqlServer;
let target: MysqlServer;
let cloud: Cloud;
let world: SandboxWorld;
let id: string;
let eip: string;
let privateIp: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "dbferry-huaweicloud-"));
  [source, target] = await Promise.all([
    MysqlServer.start({ dir: join(dir, "source"), serverId: 101 }),
    MysqlServer.start({ dir: join(dir, "target"), serverId: 102 }),
  ]);
  world = newWorld(new Clock(600));
  world.alicloud.rds.add({ id: "rm-source", region: "cn-hangzhou", mysql: source.ref });
  const endpoint = world.alicloud.rds.allocatePublicEndpoint("rm-source", "rm-source-pub");
  cloud = await Cloud.raise({
    world,
    target: target.ref,
    servers: {
      setReplicationFilter: (_, patterns) =>
        target.restartWith({ "replicate-wild-do-table": patterns.length > 0 ? [...patterns] : null }),
    },
  });
  cloud.source = { ...cloud.source, ip: endpoint.host };
  await logged(
    "CREATE DATABASE shop",
    "CREATE TABLE shop.customers (id INT PRIMARY KEY, name VARCHAR(40))",
    "CREATE TABLE shop.orders (id INT PRIMARY KEY, customer INT, FOREIGN KEY (customer) REFERENCES shop.customers (id))",
    "INSERT INTO shop.customers VALUES (1, 'Ada'), (2, 'Grace')",
    "INSERT INTO shop.orders VALUES (10, 1), (11, 2)",
  );
  const given = cloud.eip();
  eip = given.address;
  id = await cloud.configured({ public_ip_list: [{ id: given.id, public_ip: eip, type: "master" }] });
  privateIp = (await cloud.detail(id)).inst_info.ip;
  await unlogged(source, `GRANT ${SOURCE_RIGHTS} ON *.* TO 'ferry'@'${eip}' IDENTIFIED BY 'source-secret'`);
  await unlogged(
    target,
    `GRANT ${TARGET_RIGHTS} ON *.* TO 'root'@'${privateIp}' IDENTIFIED BY 'target-secret' WITH GRANT OPTION`,
  );
});

afterAll(async () => {
  await cloud?.close();
  await Promise.all([source?.stop(), target?.stop()]);
  if (dir) await rm(dir, { recursive: true, force: true });
});

/** Runs statements that are written to the source's binary log. */
async function logged(...statements: string[]): Promise<void> {
  const connection = await connect({ host: source.ref.host, port: source.ref.port, ...source.ref.admin });
  for (const statement of statements) await connection.query(statement);
  connection.destroy();
}

function unlogged(server: MysqlServer, ...statements: string[]): Promise<void> {
  return withAdmin(server.ref, async (admin) => {
    for (const statement of statements) await admin.query(statement);
  });
}

const one = async (side: "so" | "ta", change: object = {}): Promise<Answer> =>
  (await cloud.test(id, side, change)).results[0];

const open = {
  allowlist: () => world.alicloud.rds.modifyAllowlist("rm-source", "dbferry", "Append", [`${eip}/32`]),
  rule: () =>
    cloud.world.huaweicloud.securityGroups.addRule({
      securityGroupId: cloud.groupId,
      direction: "ingress",
      ethertype: "IPv4",
      protocol: "tcp",
      ports: "3306",
      remoteIpPrefix: `${privateIp}/32`,
    }),
};

describe("the connection test uses the simulated network and the real servers", () => {
  test("a missing allowlist entry and a closed security group make the connection time out", async () => {
    expect(await one("so")).toMatchObject({ success: false, error_msg: expect.stringContaining("timed out") });
    expect(await one("ta")).toMatchObject({ success: false, error_msg: expect.stringContaining("timed out") });
    open.allowlist();
    expect(await one("so")).toMatchObject({ success: true });
    open.rule();
    expect(await one("ta")).toMatchObject({ success: true });
  });

  test("a wrong password, an unreachable port and an unknown host are each reported", async () => {
    expect(await one("so", { db_password: "wrong" })).toMatchObject({ success: false, error_code: "DRS.KE0002" });
    expect((await one("ta", { db_password: "wrong" })).error_msg).toContain(`'root'@'${privateIp}'`);
    expect((await one("so", { db_port: 3399 })).error_msg).toContain("Connection refused");
    expect((await one("so", { ip: "nobody.mysql.rds.aliyuncs.com" })).error_msg).toContain("Unknown host");
  });
});

/** Results of the precheck items that did not pass, by item. */
async function troubles(): Promise<Record<string, Answer>> {
  const { precheck_result, result } = await cloud.prechecked(id);
  const failed = precheck_result.filter((item: Answer) => item.result === "FAILED");
  expect(result).toBe(failed.length === 0);
  const open = precheck_result.filter((item: Answer) => item.result !== "PASSED");
  return Object.fromEntries(open.map((item: Answer) => [item.item, item]));
}

describe("the precheck reads the real servers", () => {
  test("servers in order pass everything that could stop the start", async () => {
    const answer = await cloud.prechecked(id);
    expect(answer).toMatchObject({ result: true, total_passed_rate: "100%", process: "100%" });
    const items = answer.precheck_result.map((item: Answer) => item.item);
    expect(items).toHaveLength(new Set(items).size);
    for (const item of [
      "srcDbBinlogIsOff",
      "srcDbServerIdCheck",
      "dstDbDiskSize",
      "srcDbConnection",
      "dbVersionMeetRequirement",
    ]) {
      expect(items).toContain(item);
    }
  });

  test.each([
    [
      "binlog_format STATEMENT",
      "SET GLOBAL binlog_format = 'STATEMENT'",
      "SET GLOBAL binlog_format = 'ROW'",
      "srcBinlogFormatCheck",
    ],
    [
      "a minimal row image",
      "SET GLOBAL binlog_row_image = 'MINIMAL'",
      "SET GLOBAL binlog_row_image = 'FULL'",
      "srcBinlogRowImageCheck",
    ],
    ["server_id 1", "SET GLOBAL server_id = 1", "SET GLOBAL server_id = 101", "srcDbServerIdCheck"],
    [
      "another isolation level",
      "SET GLOBAL tx_isolation = 'READ-COMMITTED'",
      "SET GLOBAL tx_isolation = 'REPEATABLE-READ'",
      "dbIsolationLevelConsistency",
    ],
    [
      "another collation",
      "SET GLOBAL collation_server = 'utf8_bin'",
      "SET GLOBAL collation_server = 'utf8_general_ci'",
      "dbCollationServerConsistency",
    ],
  ])("%s on the source fails its own item only, and stops the start", async (_, spoil, repair, item) => {
    await unlogged(source, spoil);
    try {
      const found = await troubles();
      const failed = Object.values(found).filter((one) => one.result === "FAILED");
      expect(failed.map((one) => one.item)).toEqual([item]);
      expect(failed[0].failed_reason).toMatch(/^[A-Z_]+$/);
      expect(await cloud.start(id).catch((error) => error)).toMatchObject({ errorCode: "DRS.10010047" });
    } finally {
      await unlogged(source, repair);
    }
  });

  test("missing rights are named, on either side", async () => {
    await unlogged(source, `REVOKE REPLICATION SLAVE, LOCK TABLES ON *.* FROM 'ferry'@'${eip}'`);
    await unlogged(target, `REVOKE TRIGGER, GRANT OPTION ON *.* FROM 'root'@'${privateIp}'`);
    const found = await troubles();
    await unlogged(source, `GRANT REPLICATION SLAVE, LOCK TABLES ON *.* TO 'ferry'@'${eip}'`);
    await unlogged(target, `GRANT TRIGGER ON *.* TO 'root'@'${privateIp}' WITH GRANT OPTION`);
    expect(found["srcDbPrivilegesIsEnoughForIncre"].raw_error_msg).toContain("LOCK TABLES, REPLICATION SLAVE;");
    expect(found["dstDbPrivilegesIsEnough"].raw_error_msg).toContain("TRIGGER, WITH GRANT OPTION");
  });

  test("objects of the same name on the target are named", async () => {
    await unlogged(target, "CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT)");
    const found = await troubles();
    await unlogged(target, "DROP DATABASE shop");
    expect(found["checkIncreSrcDbExistedInDstDb"]).toMatchObject({
      result: "FAILED",
      raw_error_msg: expect.stringContaining("shop.orders"),
    });
  });

  test("a selection that leaves out a referenced table, or names one that does not exist, fails", async () => {
    const select = (tables: object) =>
      cloud.send("drs", `/v5/{p}/jobs/${id}`, {
        method: "PUT",
        body: {
          job: {
            type: "db_object",
            params: { db_object: { object_scope: "table", object_info: { shop: { name: "shop", tables } } } },
          },
        },
      });
    await select({
      orders: { name: "orders", all: true, type: "table" },
      ghosts: { name: "ghosts", all: true, type: "table" },
    });
    const found = await troubles();
    await cloud.send("drs", `/v5/{p}/jobs/${id}`, {
      method: "PUT",
      body: { job: { type: "db_object", params: { db_object: { object_scope: "all" } } } },
    });
    expect(found["hasForeignKeyOnUnselectedTable"].raw_error_msg).toContain("shop.customers");
    expect(found["userSelectObjectsCheck"].raw_error_msg).toContain("shop.ghosts");
  });

  test("triggers give an alarm, and a target that is too small fails", async () => {
    await logged("CREATE TRIGGER shop.t BEFORE INSERT ON shop.customers FOR EACH ROW SET NEW.name = NEW.name");
    cloud.rds.volumeGb = 0;
    const found = await troubles();
    cloud.rds.volumeGb = 40;
    await logged("DROP TRIGGER shop.t");
    expect(found["srcTriggerAndEventCheck"]).toMatchObject({
      result: "ALARM",
      raw_error_msg: expect.stringContaining("shop.t"),
    });
    expect(found["dstDbDiskSize"]).toMatchObject({ result: "FAILED", data: expect.stringContaining("diskSizeTimes") });
  });

  test("an injected fault forces an item's result", async () => {
    cloud.world.faults.precheck.set("dstStatusCheck", { result: "FAILED", text: "the test wants it so" });
    const found = await troubles();
    cloud.world.faults.precheck.clear();
    expect(found["dstStatusCheck"]).toMatchObject({ result: "FAILED", raw_error_msg: "the test wants it so" });
  });

  test("a server that can no longer be reached fails what needs it", async () => {
    await cloud.test(id, "so");
    await cloud.test(id, "ta");
    cloud.world.faults.closedSecurityGroups.add(cloud.groupId);
    await cloud.jobs("/batch-precheck", { jobs: [{ job_id: id, precheck_mode: "forStartJob" }] });
    const found = await vi.waitFor(async () => {
      const { results } = await cloud.jobs("/batch-precheck-result", { jobs: [id] });
      expect(results[0].process).toBe("100%");
      return results[0].precheck_result;
    }, PATIENCE);
    cloud.world.faults.closedSecurityGroups.clear();
    const byItem = Object.fromEntries(found.map((item: Answer) => [item.item, item]));
    expect(byItem["dstDbConnection"].result).toBe("FAILED");
    expect(byItem["dstDbPrivilegesIsEnough"]).toMatchObject({
      result: "FAILED",
      failed_reason: "DST_DB_CONNECT_FAILED",
    });
    expect(byItem["srcDbConnection"].result).toBe("PASSED");
  });
});

describe("a whole migration", () => {
  test("copies, replicates what is written meanwhile, reports its delay, and ends with equal data and nothing allocated", async () => {
    await cloud.prechecked(id);
    await cloud.start(id);
    await vi.waitFor(async () => expect(await cloud.status(id)).toBe("INCRE_TRANSFER_STARTED"), PATIENCE);
    await logged("INSERT INTO shop.customers VALUES (3, 'Edsger')", "INSERT INTO shop.orders VALUES (12, 3)");
    await vi.waitFor(async () => {
      const { results } = await cloud.jobs("/batch-progress", { jobs: [id] });
      expect(results[0]).toMatchObject({ progress: "100", incre_trans_delay: "0" });
      const rows = await withAdmin(target.ref, (admin) => rowsOf(admin, "SELECT id FROM shop.orders ORDER BY id"));
      expect(rows).toEqual([{ id: 10 }, { id: 11 }, { id: 12 }]);
    }, PATIENCE);
    await cloud.end(id, "terminate");
    await vi.waitFor(async () => expect(await cloud.status(id)).toBe("RELEASE_RESOURCE_COMPLETE"), PATIENCE);
    const content = (server: MysqlServer) =>
      withAdmin(server.ref, async (admin) => [
        await rowsOf(admin, "SELECT * FROM shop.customers ORDER BY id"),
        await rowsOf(admin, "CHECKSUM TABLE shop.customers, shop.orders"),
      ]);
    expect(await content(target)).toEqual(await content(source));
    expect(cloud.world.huaweicloud.eips.find(eip)?.boundTo).toBeUndefined();
    expect(cloud.world.huaweicloud.vpcs.ipAt(privateIp, cloud.subnet.vpcId)).toBeUndefined();
    for (const server of [source, target]) {
      const mirrors = await withAdmin(server.ref, (admin) =>
        rowsOf(admin, "SELECT User FROM mysql.user WHERE Host = '127.0.0.1' AND User <> 'sandbox'"),
      );
      expect(mirrors).toEqual([]);
    }
  });

  test("the parameters of the target are those of its server", async () => {
    const { configuration_parameters, datastore_name } = await cloud.send(
      "rds",
      `/v3/{p}/instances/${cloud.rds.id}/configurations`,
    );
    expect(datastore_name).toBe("mysql");
    const byName = Object.fromEntries(configuration_parameters.map((one: Answer) => [one.name, one.value]));
    expect(byName).toMatchObject({ binlog_format: "ROW", character_set_server: "utf8", gtid_mode: "ON" });
  });
});
