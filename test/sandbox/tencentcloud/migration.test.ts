import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { connect, rowsOf, withAdmin } from "../../../sandbox/mysql/connect";
import { MysqlServer } from "../../../sandbox/mysql/server";
import { publicEgress } from "../../../sandbox/tencentcloud/facts/egress";
import { Clock } from "../../../sandbox/world/clock";
import { configuration, SERVICE } from "./dtsStage";
import { type Answer, Cloud, REGION, until } from "./stage";

const SOURCE_RIGHTS = "RELOAD, LOCK TABLES, REPLICATION CLIENT, REPLICATION SLAVE, SHOW VIEW, PROCESS, SELECT, TRIGGER";
const EGRESS = [0, 1, 2, 3].map((turn) => publicEgress(REGION, turn));

let dir: string;
let source: MysqlServer;
let target: MysqlServer;
let world: SandboxWorld;
let cloud: Cloud;
let id: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "dbferry-tencentcloud-"));
  [source, target] = await Promise.all([
    MysqlServer.start({ dir: join(dir, "source"), serverId: 101 }),
    MysqlServer.start({ dir: join(dir, "target"), serverId: 102 }),
  ]);
  world = newWorld(new Clock(600));
  world.alicloud.rds.add({ id: "rm-source", region: "cn-hangzhou", mysql: source.ref });
  world.alicloud.rds.allocatePublicEndpoint("rm-source", "rm-source-pub");
  cloud = await Cloud.raise({
    world,
    target: target.ref,
    servers: {
      setReplicationFilter: (_, patterns) =>
        target.restartWith({ "replicate-wild-do-table": patterns.length > 0 ? [...patterns] : null }),
    },
  });
  await logged(
    "CREATE DATABASE shop",
    "CREATE TABLE shop.customers (id INT PRIMARY KEY, name VARCHAR(40))",
    "CREATE TABLE shop.orders (id INT PRIMARY KEY, customer INT, FOREIGN KEY (customer) REFERENCES shop.customers (id))",
    "INSERT INTO shop.customers VALUES (1, 'Ada'), (2, 'Grace')",
    "INSERT INTO shop.orders VALUES (10, 1), (11, 2)",
    "CREATE VIEW shop.names AS SELECT name FROM shop.customers",
    "CREATE FUNCTION shop.one() RETURNS INT DETERMINISTIC RETURN 1",
    "CREATE TRIGGER shop.t BEFORE INSERT ON shop.customers FOR EACH ROW SET NEW.name = NEW.name",
  );
  await unlogged(
    source,
    ...EGRESS.map((address) => `GRANT ${SOURCE_RIGHTS} ON *.* TO 'ferry'@'${address}' IDENTIFIED BY 'source-secret'`),
  );
  await unlogged(
    target,
    "GRANT ALL PRIVILEGES ON *.* TO 'root'@'9.145.%' IDENTIFIED BY 'target-secret' WITH GRANT OPTION",
  );
  id = await bought();
});

afterAll(async () => {
  await cloud?.close();
  await world?.close();
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

const dts = (action: string, request: object = {}) => cloud.dts(action, request);
const status = async () => (await dts("DescribeMigrationDetail", { JobId: id })).Status;
const is = (wanted: string) => until(async () => expect(await status()).toBe(wanted));

async function bought(): Promise<string> {
  const { JobIds } = await dts("CreateMigrationService", SERVICE);
  id = JobIds[0];
  await is("created");
  return id;
}

async function configure(option: object = {}): Promise<void> {
  const { SrcInfo, ...rest } = configuration(cloud);
  await dts("ModifyMigrationJob", {
    JobId: id,
    ...rest,
    MigrateOption: {
      DatabaseTable: { ObjectMode: "all", AdvancedObjects: ["function", "trigger"] },
      ...option,
    },
    SrcInfo: { ...SrcInfo, Info: [{ ...SrcInfo.Info[0], Host: "rm-source-pub.mysql.rds.aliyuncs.com" }] },
  });
}

/** Runs a check to its end; returns its steps by id, without those that passed. */
async function check(): Promise<{ flag: string; open: Record<string, Answer>; ids: string[] }> {
  await dts("CreateMigrateCheckJob", { JobId: id });
  let answer: Answer;
  await until(async () => {
    answer = await dts("DescribeMigrationCheckJob", { JobId: id });
    expect(answer.CheckFlag).not.toBe("");
  });
  const open = answer.StepInfo.filter(({ StepStatus }: Answer) => StepStatus !== "pass");
  return {
    flag: answer.CheckFlag,
    open: Object.fromEntries(open.map((step: Answer) => [step.StepId, step])),
    ids: answer.StepInfo.map(({ StepId }: Answer) => StepId),
  };
}

const texts = (step: Answer) => step.DetailCheckItems.flatMap(({ ErrorLog }: Answer) => ErrorLog).join("\n");

describe("the check reads the real servers", () => {
  beforeAll(() => configure());

  test("a source that admits nobody blocks everything, and its reason is reported", async () => {
    const { flag, open } = await check();
    expect(flag).toBe("checkNotPass");
    expect(texts(open["ConnectDBCheck"])).toContain("source database");
    expect(open["BinlogParamCheck"].StepStatus).toBe("blocked");
    world.alicloud.rds.modifyAllowlist("rm-source", "dbferry", "Append", EGRESS);
  });

  test("servers in order pass every step, and each step comes once", async () => {
    const { flag, open, ids } = await check();
    expect([flag, open]).toEqual(["checkPass", {}]);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids).toEqual(
      expect.arrayContaining(["ConnectDBCheck", "SrcPrivilegeCheck", "BinlogParamCheck", "AdvancedStoreObjectCheck"]),
    );
  });

  test.each<[string, () => MysqlServer, string, string, string, string]>([
    [
      "binlog_format STATEMENT",
      () => source,
      "SET GLOBAL binlog_format = 'STATEMENT'",
      "SET GLOBAL binlog_format = 'ROW'",
      "BinlogParamCheck",
      "ROW",
    ],
    [
      "a minimal row image",
      () => source,
      "SET GLOBAL binlog_row_image = 'MINIMAL'",
      "SET GLOBAL binlog_row_image = 'FULL'",
      "BinlogParamCheck",
      "FULL",
    ],
    [
      "a short connect_timeout",
      () => source,
      "SET GLOBAL connect_timeout = 5",
      "SET GLOBAL connect_timeout = 10",
      "SimpleParamCheck",
      "connect_timeout",
    ],
    [
      "small packets at the target",
      () => target,
      "SET GLOBAL max_allowed_packet = 1048576",
      "SET GLOBAL max_allowed_packet = 16777216",
      "SimpleParamCheck",
      "max_allowed_packet",
    ],
    [
      "statistics on metadata",
      () => source,
      "SET GLOBAL innodb_stats_on_metadata = ON",
      "SET GLOBAL innodb_stats_on_metadata = OFF",
      "OptimizeCheck",
      "needed OFF",
    ],
    [
      "objects of the same name",
      () => target,
      "CREATE DATABASE shop; CREATE TABLE shop.orders (id INT)",
      "DROP DATABASE shop",
      "DstEmptyCheck",
      "shop.orders",
    ],
  ])("%s fails its own step and names it", async (_, server, spoil, repair, step, text) => {
    await unlogged(server(), ...spoil.split("; "));
    try {
      const { flag, open } = await check();
      expect([flag, open[step]?.StepStatus]).toEqual(["checkNotPass", "failed"]);
      expect(texts(open[step])).toContain(text);
      expect(Object.values(open).filter(({ StepStatus }) => StepStatus === "failed")).toHaveLength(1);
    } finally {
      await unlogged(server(), ...repair.split("; "));
    }
  });

  test("missing rights are named on either side; excessive ones only warn", async () => {
    const accounts = EGRESS.map((address) => `'ferry'@'${address}'`);
    await unlogged(
      source,
      ...accounts.flatMap((one) => [`REVOKE PROCESS ON *.* FROM ${one}`, `GRANT DELETE ON *.* TO ${one}`]),
    );
    await unlogged(target, "REVOKE TRIGGER ON *.* FROM 'root'@'9.145.%'");
    const { open } = await check();
    await unlogged(
      source,
      ...accounts.flatMap((one) => [`GRANT PROCESS ON *.* TO ${one}`, `REVOKE DELETE ON *.* FROM ${one}`]),
    );
    await unlogged(target, "GRANT ALL PRIVILEGES ON *.* TO 'root'@'9.145.%' WITH GRANT OPTION");
    expect(texts(open["SrcPrivilegeCheck"])).toContain("lacks PROCESS");
    expect(texts(open["SrcPrivilegeCheck"])).toContain("DELETE");
    expect(texts(open["DstPrivilegeCheck"])).toContain("TRIGGER");
  });

  test("a table without a key warns, a cascading foreign key fails", async () => {
    await logged(
      "CREATE TABLE shop.notes (text VARCHAR(9))",
      "CREATE TABLE shop.lines (id INT PRIMARY KEY, o INT, FOREIGN KEY (o) REFERENCES shop.orders (id) ON DELETE CASCADE)",
    );
    const { open } = await check();
    await logged("DROP TABLE shop.notes, shop.lines");
    expect(open["WarningParamCheck"]).toMatchObject({ StepStatus: "warning" });
    expect(texts(open["WarningParamCheck"])).toContain("shop.notes");
    expect(texts(open["ConstraintCheck"])).toContain("shop.lines");
  });

  test("a selection that leaves out a referenced table fails", async () => {
    const tables = [{ DbName: "shop", DBMode: "partial", TableMode: "partial", Tables: [{ TableName: "orders" }] }];
    await configure({ DatabaseTable: { ObjectMode: "partial", Databases: tables } });
    const { open } = await check();
    expect(texts(open["ConstraintRefCheck"])).toContain("shop.customers");
  });

  test("a group that drops everything, or a port at which nothing listens, fails the connection of its side", async () => {
    await configure();
    world.faults.closedSecurityGroups.add(cloud.target.securityGroupId);
    world.faults.refusedPorts.add("rm-source-pub.mysql.rds.aliyuncs.com:3306");
    const { open } = await check();
    world.faults.closedSecurityGroups.clear();
    world.faults.refusedPorts.clear();
    const items = open["ConnectDBCheck"].DetailCheckItems;
    expect(items).toMatchObject([{ CheckResult: "failed" }, { CheckResult: "failed" }]);
    expect(texts(open["ConnectDBCheck"])).toMatch(/source database[\s\S]*target database/);
  });

  test("an injected fault forces a step's result", async () => {
    await configure();
    world.faults.precheck.set("VersionCheck", { result: "ALARM", text: "the test wants it so" });
    const { flag, open } = await check();
    world.faults.precheck.clear();
    expect([flag, open["VersionCheck"].StepStatus, texts(open["VersionCheck"])]).toEqual([
      "checkPass",
      "warning",
      "the test wants it so",
    ]);
  });
});

describe("a whole migration", () => {
  const named = (server: MysqlServer, sql: string) =>
    withAdmin(server.ref, (admin) => rowsOf<{ name: string }>(admin, sql)).then((rows) => rows.map(({ name }) => name));
  const compared = async (CompareTaskId: string) => {
    await until(async () => {
      const { Items } = await dts("DescribeCompareTasks", { JobId: id, CompareTaskId });
      expect(Items[0].Status).toBe("success");
    });
    return dts("DescribeCompareReport", { JobId: id, CompareTaskId });
  };

  test("copies, replicates, compares, and ends with equal data, the chosen objects and nothing allocated", async () => {
    await configure({ Consistency: { Mode: "full" } });
    expect(await check()).toMatchObject({ flag: "checkPass", open: { SrcPrivilegeCheck: { StepStatus: "warning" } } });
    await dts("StartMigrateJob", { JobId: id });
    await is("readyComplete");
    await logged("INSERT INTO shop.customers VALUES (3, 'Edsger')", "INSERT INTO shop.orders VALUES (12, 3)");
    await until(async () => expect(await named(target, "SELECT name FROM shop.customers")).toContain("Edsger"));
    const { CompareTask, StepInfo } = await dts("DescribeMigrationDetail", { JobId: id });
    expect(StepInfo).toMatchObject({ StepNow: 3, SecondsBehindMaster: expect.any(Number) });

    expect((await compared(CompareTask.CompareTaskId)).Abstract).toMatchObject({
      Conclusion: "same",
      TotalTables: 2,
      CheckedTables: 2,
    });
    expect((await dts("DescribeMigrationDetail", { JobId: id })).CompareTask.Status).toBe("consistent");
    await unlogged(target, "SET SESSION foreign_key_checks = 0", "DELETE FROM shop.orders WHERE id = 10");
    const made = await dts("CreateCompareTask", { JobId: id, TaskName: "again", Options: { Method: "rowsCount" } });
    await dts("StartCompare", { JobId: id, CompareTaskId: made.CompareTaskId });
    const report = await compared(made.CompareTaskId);
    expect(report.Abstract).toMatchObject({ Conclusion: "different", DifferentTables: 1, DifferentRows: 1 });
    expect(report.Detail.Difference.Items).toMatchObject([
      { Db: "shop", Table: "orders", SrcItem: "3 rows, 0", DstItem: "2 rows, 0" },
    ]);
    await dts("DeleteCompareTask", { JobId: id, CompareTaskId: made.CompareTaskId });
    await unlogged(source, "SET GLOBAL read_only = ON");
    for (const [Type, Conclusion] of [
      ["builtin", "skipAll"],
      ["independent", "different"],
    ]) {
      const { CompareTaskId } = await dts("CreateCompareTask", { JobId: id, Options: { Type } });
      await dts("StartCompare", { JobId: id, CompareTaskId });
      expect((await compared(CompareTaskId)).Abstract.Conclusion, Type).toBe(Conclusion);
      await dts("DeleteCompareTask", { JobId: id, CompareTaskId });
    }
    await unlogged(source, "SET GLOBAL read_only = OFF");
    expect((await dts("DescribeCompareTasks", { JobId: id })).TotalCount).toBe(1);
    await unlogged(target, "INSERT INTO shop.orders VALUES (10, 1)");

    await dts("CompleteMigrateJob", { JobId: id });
    await is("success");
    const content = (server: MysqlServer) =>
      withAdmin(server.ref, (admin) => rowsOf(admin, "CHECKSUM TABLE shop.customers, shop.orders"));
    expect(await content(target)).toEqual(await content(source));
    expect(
      await named(target, "SELECT TABLE_NAME AS name FROM information_schema.VIEWS WHERE TABLE_SCHEMA = 'shop'"),
    ).toEqual(["names"]);
    expect(
      await named(target, "SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = 'shop'"),
    ).toEqual(["t"]);
    expect(
      await named(target, "SELECT ROUTINE_NAME AS name FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'shop'"),
    ).toEqual(["one"]);
    for (const server of [source, target])
      expect(
        await named(server, "SELECT User AS name FROM mysql.user WHERE Host = '127.0.0.1' AND User <> 'sandbox'"),
      ).toEqual([]);
  });

  test("leaves functions and triggers behind without advanced objects", async () => {
    await unlogged(target, "DROP DATABASE shop");
    await bought();
    await configure({ MigrateType: "full", DatabaseTable: { ObjectMode: "all" } });
    expect(await check()).toMatchObject({ flag: "checkPass" });
    await dts("StartMigrateJob", { JobId: id });
    await is("success");
    expect(
      await named(target, "SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = 'shop'"),
    ).toEqual([]);
    expect(
      await named(target, "SELECT ROUTINE_NAME AS name FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'shop'"),
    ).toEqual([]);
    expect(await named(target, "SELECT name FROM shop.names ORDER BY 1")).toEqual(["Ada", "Edsger", "Grace"]);
  });

  test("the parameters of an instance are those of its server", async () => {
    const { Items } = await cloud.call("cdb", "DescribeInstanceParams", { InstanceId: cloud.target.instanceId });
    const byName = Object.fromEntries(Items.map((one: Answer) => [one.Name, one.CurrentValue]));
    expect(byName).toMatchObject({ binlog_format: "ROW", gtid_mode: "ON" });
  });
});
