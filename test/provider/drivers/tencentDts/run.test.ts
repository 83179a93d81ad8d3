import { describe, expect, it } from "vitest";
import { markFor } from "../../../../model/expiry";
import type { Driver } from "../../../../provider/core/driver";
import type { Settings } from "../../../../provider/core/taskSpec";
import { beijingTime } from "../../../../provider/drivers/tencentDts/endpoints";
import { infoOf } from "../../../../provider/drivers/tencentDts/tasks";
import { job, refusal, vendorWith } from "./vendor";

const SETTINGS: Settings = {
  name: "dbferry-shop",
  description: markFor("shop", new Date("2026-12-13T13:00:00Z")),
  path: "public",
  mode: "full+incremental",
  databases: ["shop"],
  limits: [],
  source: {
    cloud: "alicloud",
    host: "shop.mysql.rds.aliyuncs.com",
    port: 3306,
    user: "df_shop",
    password: "s3cret",
    tls: true,
    ca: "PEM",
  },
  target: { cloud: "tencentcloud", instanceId: "cdb-1", host: "10.0.0.5", port: 3306, user: "root", password: "t0p" },
  targetReadOnly: true,
  keepDefiner: false,
  own: {},
};

describe("a task of Tencent DTS is configured", () => {
  const configured = async (change: Partial<Settings> = {}) => {
    const { driver, of } = await vendorWith({ ModifyMigrationJob: [{}] });
    const [store] = driver.preparation;
    const none = async () => {};
    await store!.run(infoOf(job("created")), {
      settings: { ...SETTINGS, ...change },
      connect: none,
      precheck: none,
    });
    return of("ModifyMigrationJob")[0];
  };

  it("with the source over the internet, encrypted, and the target by its id", async () => {
    expect(await configured()).toEqual({
      JobId: "dts-1",
      JobName: "dbferry-shop-until-20261213T130000Z",
      RunMode: "immediate",
      SrcInfo: {
        Region: "ap-guangzhou",
        AccessType: "extranet",
        DatabaseType: "mysql",
        NodeType: "simple",
        Supplier: "aliyun",
        Info: [
          {
            Host: "shop.mysql.rds.aliyuncs.com",
            Port: 3306,
            User: "df_shop",
            Password: "s3cret",
            EncryptConn: "Encrypted",
          },
        ],
      },
      DstInfo: {
        Region: "ap-guangzhou",
        AccessType: "cdb",
        DatabaseType: "mysql",
        NodeType: "simple",
        Info: [{ InstanceId: "cdb-1", User: "root", Password: "t0p" }],
      },
      MigrateOption: {
        DatabaseTable: {
          ObjectMode: "partial",
          Databases: [
            {
              DbName: "shop",
              DBMode: "all",
              TriggerMode: "all",
              FunctionMode: "all",
              ProcedureMode: "all",
              EventMode: "all",
            },
          ],
          AdvancedObjects: ["trigger", "function", "procedure", "event"],
        },
        MigrateType: "fullAndIncrement",
        Consistency: { Mode: "noCheck" },
        IsMigrateAccount: false,
        IsOverrideRoot: false,
        IsDstReadOnly: true,
      },
    });
  });

  it("with a source behind a VPN by its gateway, the VPC of that and a subnet", async () => {
    const at = { gatewayId: "vpngw-1", vpcId: "vpc-1", subnetId: "subnet-1" };
    const source = { ...SETTINGS.source, cloud: "onprem" as const, host: "10.1.0.7", tls: false, ...at };
    const { SrcInfo } = await configured({ path: "vpn", source });
    expect(SrcInfo).toMatchObject({ AccessType: "vpncloud", Supplier: "others" });
    expect(SrcInfo.Info).toEqual([
      {
        ...{ UniqVpnGwId: "vpngw-1", VpcId: "vpc-1", SubnetId: "subnet-1", Host: "10.1.0.7", Port: 3306 },
        ...{ User: "df_shop", Password: "s3cret", EncryptConn: "UnEncrypted" },
      },
    ]);
  });

  it("with single tables and their triggers, and nothing else of their databases", async () => {
    const tables = { shop: ["orders", "customer"], crm: ["lead"] };
    const body = await configured({ databases: ["shop", "crm"], tables });
    const partial = { DBMode: "partial", TableMode: "partial" };
    expect((body as any).MigrateOption.DatabaseTable).toEqual({
      ObjectMode: "partial",
      Databases: [
        { DbName: "shop", ...partial, Tables: [{ TableName: "orders" }, { TableName: "customer" }] },
        { DbName: "crm", ...partial, Tables: [{ TableName: "lead" }] },
      ],
      AdvancedObjects: ["trigger"],
    });
  });

  it("with everything, a load alone, a plain leg and a start at a set time, in Beijing's time", async () => {
    const startAt = new Date("2026-12-01T20:30:00Z");
    const source = { ...SETTINGS.source, tls: false, ca: undefined };
    const body = await configured({ databases: "all", mode: "full", source, startAt, targetReadOnly: false });
    expect(body).toMatchObject({
      RunMode: "timed",
      ExpectRunTime: "2026-12-02 04:30:00",
      SrcInfo: { Info: [{ EncryptConn: "UnEncrypted" }] },
      MigrateOption: { DatabaseTable: { ObjectMode: "all" }, MigrateType: "full", IsDstReadOnly: false },
    });
    expect(beijingTime(startAt)).toBe("2026-12-02 04:30:00");
  });
});

describe("the check of Tencent DTS", () => {
  const step = (StepId: string, StepStatus: string, DetailCheckItems: object[] = []) => ({
    StepId,
    StepName: StepId,
    StepStatus,
    StepMessage: "",
    DetailCheckItems,
  });
  const report = async (check: object) => {
    const { driver } = await vendorWith({ DescribeMigrationCheckJob: [check] });
    return driver.precheckReport("dts-1");
  };

  it("passes when it and all of its parts pass", async () => {
    const StepInfo = [step("ConnectDBCheck", "pass", [{ CheckItemName: "x", CheckResult: "pass" }])];
    expect(await report({ Status: "success", CheckFlag: "checkPass", StepInfo })).toEqual({
      running: false,
      passRate: 100,
      items: [{ item: "ConnectDBCheck", result: "pass", vendorResult: "pass", needed: "pass", text: "ConnectDBCheck" }],
    });
  });

  it("keeps the vendor's item, reason, remedy and links", async () => {
    const StepInfo = [
      step("VersionCheck", "pass"),
      step("SrcPrivilegeCheck", "failed", [
        {
          CheckItemName: "privileges of the source",
          CheckResult: "failed",
          FailureReason: "no RELOAD",
          Solution: "grant it",
          ErrorLog: ["ERROR 1227"],
          HelpDoc: ["https://example.com/61639"],
        },
      ]),
      step("OptimizeCheck", "warning", [
        { CheckItemName: "innodb_stats_on_metadata", CheckResult: "warning", FailureReason: "ON" },
      ]),
    ];
    const { items, passRate } = await report({ Status: "success", CheckFlag: "checkNotPass", StepInfo });
    expect(passRate).toBeUndefined();
    expect(items.map(({ item, result }) => `${item} ${result}`)).toEqual([
      "VersionCheck pass",
      "SrcPrivilegeCheck fail",
      "OptimizeCheck warning",
    ]);
    expect(items[1]).toMatchObject({
      text: "privileges of the source: no RELOAD: ERROR 1227",
      remedy: "grant it https://example.com/61639",
    });
  });

  it.each([
    ["a part that was blocked", [step("A", "blocked")], "checkPass", "fail"],
    ["a part that was not begun", [step("A", "notStarted")], "checkPass", "fail"],
    ["a result that is not in the table", [step("A", "skipped")], "checkPass", "unknown"],
    ["a whole that fails although every part passes", [step("A", "pass")], "checkNotPass", "fail"],
    ["a whole that says nothing", [step("A", "pass")], "", "unknown"],
    [
      "a step that passes with an item that does not",
      [step("A", "pass", [{ CheckResult: "failed" }])],
      "checkPass",
      "fail",
    ],
  ])("does not count %s as a pass", async (_, StepInfo, CheckFlag, worst) => {
    const { items } = await report({ Status: "success", CheckFlag, StepInfo });
    expect(items.map(({ result }) => result)).toContain(worst);
  });

  it("is distinguished from the previous one by its start, and is absent if the task has failed", async () => {
    const at = (Status: string, StartAt?: string) => job(Status, { CheckStepInfo: StartAt ? { StartAt } : null });
    const { driver, of } = await vendorWith({
      DescribeMigrationDetail: [
        at("created"),
        at("checkNotPass", "2026-12-01 20:00:00"),
        at("checking", "2026-12-01 20:00:00"),
        at("checkNotPass", "2026-12-01 20:30:00"),
      ],
      CreateMigrateCheckJob: [{}],
    });
    const names = [];
    for (let at = 0; at < 4; at += 1) names.push((await driver.describe("dts-1"))!.lastCheck);
    expect(new Set(names).size).toBe(4);
    expect(await driver.startPrecheck("dts-1", "retry")).toBe(false);
    expect(of("CreateMigrateCheckJob")).toEqual([]);
    expect(await driver.startPrecheck("dts-1", "start")).toBe(true);
  });

  it.each(["running", "notStarted"])("is in progress while it is %s, whatever its parts say", async (Status) => {
    expect((await report({ Status, CheckFlag: "", StepInfo: [step("A", "failed")] })).running).toBe(true);
  });

  it("is a warning if somebody has skipped a failed item in the console", async () => {
    const skipped = { StepId: "ForeignKeyCheck", StepStatus: "pass", HasSkipped: true, DetailCheckItems: [] };
    const { driver } = await vendorWith({
      DescribeMigrationCheckJob: [{ Status: "success", CheckFlag: "checkPass", StepInfo: [skipped] }],
    });
    expect((await driver.precheckReport("dts-1")).items).toMatchObject([
      { item: "ForeignKeyCheck", result: "warning" },
    ]);
  });

  it("is not a pass if the check itself failed", async () => {
    const { items, running } = await report({ Status: "failed", CheckFlag: "", BriefMsg: "broke", StepInfo: [] });
    expect(running).toBe(false);
    expect(items).toEqual([expect.objectContaining({ result: "unknown", text: "broke", vendorResult: "failed" })]);
  });
});

describe("the step of a task of Tencent DTS", () => {
  const at = (StepId: string, StepName: string, more: object = {}) => {
    const before = { StepId: "loader", StepName: "Import data", Status: "finished", Percent: 100 };
    const StepInfo = [before, { StepId, StepName, Status: "running", Percent: 1 }];
    return job("running", { StepInfo: { StepInfo, SecondsBehindMaster: 1 }, ...more });
  };
  const stateOf = async (seen: object) => {
    const { driver } = await vendorWith({ DescribeMigrationDetail: [seen] });
    return (await driver.describe("dts-1"))!.state;
  };

  it.each([
    ["sinker", "Sync incremental data"],
    ["SyncBinlog", ""],
    ["step_4", "Incremental sync"],
  ])("%s %s means that the source's binary log is being applied", async (id, name) => {
    expect(await stateOf(at(id, name))).toBe("fullDone");
  });

  it.each([
    ["SyncStructure", ""],
    ["BinlogParamCheck", "Binlog parameter check"],
    ["FullSync", "Full data sync"],
    ["AsyncImport", "Import"],
  ])("%s %s means that it is not, so the load is not over", async (id, name) => {
    expect(await stateOf(at(id, name))).toBe("full");
  });

  it("is never replication for a load alone, or before the load is done", async () => {
    expect(await stateOf(at("sinker", "", { MigrateOption: { MigrateType: "full" } }))).toBe("full");
    const steps = [
      { StepId: "loader", Status: "notStarted" },
      { StepId: "sinker", Status: "running" },
    ];
    expect(await stateOf(job("running", { StepInfo: { StepInfo: steps } }))).toBe("full");
  });
});

/** The task as last read. */
const seen = async (driver: Driver) => (await driver.describe("dts-1"))!;

describe("ending a task of Tencent DTS", () => {
  it("completes it when it has caught up", async () => {
    const { driver, of } = await vendorWith({
      DescribeMigrationDetail: [job("readyComplete")],
      CompleteMigrateJob: [{}],
    });
    expect(await driver.end(await seen(driver), false)).toEqual({ taken: true });
    expect(of("CompleteMigrateJob")).toEqual([{ JobId: "dts-1", CompleteMode: "waitForSync" }]);
  });

  it("is decided by the task, not by its displayed state", async () => {
    const step = { StepId: "LoadData, isolating", Status: "running" };
    const { driver, of } = await vendorWith({
      DescribeMigrationDetail: [job("readyComplete"), job("running", { StepInfo: { StepInfo: [step] } })],
      ...{ CompleteMigrateJob: [{}], IsolateMigrateJob: [{}] },
    });
    const caughtUp = { ...(await seen(driver)), vendorState: "created, isolated" };
    expect(await driver.end(caughtUp, false)).toEqual({ taken: true });
    expect(of("CompleteMigrateJob")).toHaveLength(1);
    await driver.deleteRecord(await seen(driver));
    expect(of("IsolateMigrateJob")).toHaveLength(1);
  });

  it("does not complete it before", async () => {
    const { driver, calls } = await vendorWith({ DescribeMigrationDetail: [job("running")] });
    expect(await driver.end(await seen(driver), false)).toMatchObject({ taken: false, why: "state" });
    expect(calls.map(({ action }) => action)).toEqual(["DescribeMigrationDetail"]);
  });

  it.each(["running", "readyComplete", "readyRun", "error", "manualPaused", "unknown"])(
    "forces it from %s",
    async (status) => {
      const { driver, of } = await vendorWith({ DescribeMigrationDetail: [job(status)], StopMigrateJob: [{}] });
      expect(await driver.end(await seen(driver), true)).toEqual({ taken: true });
      expect(of("StopMigrateJob")).toHaveLength(1);
    },
  );

  it.each(["created", "checkPass", "checkNotPass", "success"])(
    "releases it from %s, where nothing runs",
    async (status) => {
      const { driver, of } = await vendorWith({ DescribeMigrationDetail: [job(status)], IsolateMigrateJob: [{}] });
      expect(await driver.end(await seen(driver), true)).toEqual({ taken: true });
      expect(of("IsolateMigrateJob")).toHaveLength(1);
    },
  );

  it.each([
    ["InternalError.LockError", "busy"],
    ["ResourceInUse.ResourceInUseError", "busy"],
    ["FailedOperation.StatusInConflict", "state"],
    ["OperationDenied.JobOperationDeniedError", "state"],
  ])("reports a refusal %s as %s", async (code, why) => {
    const { driver } = await vendorWith({ DescribeMigrationDetail: [job("running")], StopMigrateJob: [refusal(code)] });
    expect(await driver.end(await seen(driver), true)).toMatchObject({ taken: false, why });
  });

  it("rethrows an error that no busy task gives", async () => {
    const { driver } = await vendorWith({
      DescribeMigrationDetail: [job("running")],
      StopMigrateJob: [refusal("OperationDenied.NotEnoughMoneyError")],
    });
    await expect(driver.end(await seen(driver), true)).rejects.toThrow(/NotEnoughMoney.+pay/);
  });

  it("destroys it only once it is isolated, so that nothing bills", async () => {
    const trade = (TradeStatus: string) => job("success", { TradeInfo: { TradeStatus } });
    const { driver, calls } = await vendorWith({
      DescribeMigrationDetail: [trade("normal"), trade("isolating"), trade("isolated")],
      IsolateMigrateJob: [{}],
      DestroyMigrateJob: [{}],
    });
    const task = await seen(driver);
    // Each step takes a single look, so that the caller can be interrupted between them.
    expect(await driver.deleteRecord(task)).toBe("success");
    expect(await driver.deleteRecord(task, true)).toBe("success, isolating");
    expect(await driver.deleteRecord(task, true)).toBeUndefined();
    expect(calls.map(({ action }) => action)).toEqual([
      "DescribeMigrationDetail",
      "IsolateMigrateJob",
      "DescribeMigrationDetail",
      "DescribeMigrationDetail",
      "DestroyMigrateJob",
    ]);
  });

  it.each(["isolating", "isolated"])("does not isolate it again if it is %s already", async (TradeStatus) => {
    const { driver, of } = await vendorWith({
      DescribeMigrationDetail: [job("success", { TradeInfo: { TradeStatus } })],
      DestroyMigrateJob: [{}],
    });
    const left = await driver.deleteRecord(await seen(driver));
    expect(left).toBe(TradeStatus === "isolating" ? "success, isolating" : undefined);
    expect(of("IsolateMigrateJob")).toEqual([]);
    expect(of("DestroyMigrateJob")).toHaveLength(TradeStatus === "isolating" ? 0 : 1);
  });

  it("is done at once if the vendor never billed it", async () => {
    const { driver, of } = await vendorWith({
      DescribeMigrationDetail: [
        job("success", { TradeInfo: { TradeStatus: "notBilled" } }),
        refusal("ResourceNotFound.JobNotExist"),
      ],
      IsolateMigrateJob: [{}],
    });
    const task = await seen(driver);
    await driver.deleteRecord(task);
    expect(await driver.deleteRecord(task, true)).toBeUndefined();
    expect(of("DestroyMigrateJob")).toEqual([]);
  });
});

describe("orders to a task of Tencent DTS", () => {
  it("map one to one to the vendor's", async () => {
    const { driver, calls } = await vendorWith({
      StartMigrateJob: [{}],
      PauseMigrateJob: [{}],
      ContinueMigrateJob: [{}],
      ResumeMigrateJob: [{}],
    });
    await driver.start("dts-1");
    await driver.can.pause!.pause("dts-1");
    await driver.can.pause!.resume("dts-1");
    await driver.retry("dts-1");
    expect(calls.map(({ action, parameters }) => [action, parameters])).toEqual([
      ["StartMigrateJob", { JobId: "dts-1" }],
      ["PauseMigrateJob", { JobId: "dts-1" }],
      ["ContinueMigrateJob", { JobId: "dts-1" }],
      ["ResumeMigrateJob", { JobId: "dts-1", ResumeOption: "normal" }],
    ]);
  });

  it("that it does not support are not among its abilities", async () => {
    const { driver } = await vendorWith({});
    expect(driver.can.limitSpeed).toBeUndefined();
    expect(driver.can.passwordIn).toBeUndefined();
    expect(driver.can.schedule?.reschedule).toBeUndefined();
    const login = { user: "ferry", password: "x" };
    await expect(driver.changePassword("dts-1", "source", login)).rejects.toThrow(
      /does not accept a new one once a task is configured/,
    );
  });
});
