import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OTHER_DTS_ACTIONS } from "../../../sandbox/tencentcloud/dts/others";
import { DTS_VERDICTS } from "../../../sandbox/tencentcloud/dts/verdicts";
import { gaps } from "../../../sandbox/tencentcloud/verdicts";
import { configuration, Scripted, SERVICE } from "./dtsStage";
import { type Answer, MODELS, REGION, refusal } from "./stage";

let at: Scripted;
beforeEach(async () => {
  at = await Scripted.raise();
});
afterEach(() => at.cloud.close());

const dts = (action: string, request: object = {}) => at.dts(action, request);
const code = async (action: string, request: object) => (await refusal(dts(action, request))).code;
const CONFLICT = "FailedOperation.StatusInConflict";

test("every field of every request has a verdict, and no action is both implemented and excluded", () => {
  expect(gaps(MODELS.dts, DTS_VERDICTS)).toEqual([]);
  expect(OTHER_DTS_ACTIONS.filter((name) => name in MODELS.dts.actions)).toEqual([]);
});

describe("buying", () => {
  test("creates tasks that are first being created, then created, with name, tags and price class", async () => {
    const { JobIds } = await dts("CreateMigrationService", { ...SERVICE, Count: 2 });
    expect(JobIds).toEqual([expect.stringMatching(/^dts-[a-z0-9]{8}$/), expect.stringMatching(/^dts-/)]);
    expect(await at.status(JobIds[0])).toBe("creating");
    await at.until(JobIds[1], "created");
    expect(await at.detail(JobIds[1])).toMatchObject({
      JobName: "shop",
      Tags: SERVICE.Tags,
      EndTime: "0000-00-00 00:00:00",
      TradeInfo: { InstanceClass: "medium", TradeStatus: "normal", PayType: "postpay" },
      SrcInfo: { Region: REGION, DatabaseType: "mysql", Info: [] },
    });
  });

  test.each([
    [
      "a target elsewhere than the request",
      { DstRegion: "ap-shanghai" },
      "InvalidParameterValue.InvalidParameterValue",
    ],
    ["a database that is none", { SrcDatabaseType: "paper" }, "InvalidParameterValue.InvalidParameterValue"],
    ["a database that is not implemented", { SrcDatabaseType: "mariadb" }, "UnsupportedOperation"],
    ["a class that is none", { InstanceClass: "huge" }, "InvalidParameterValue.InvalidParameterValue"],
    ["too many", { Count: 16 }, "InvalidParameterValue.InvalidParameterValue"],
    ["a tag twice", { Tags: [...SERVICE.Tags, ...SERVICE.Tags] }, "InvalidParameterValue.InvalidParameterValue"],
    ["no region of the source", { SrcRegion: undefined }, "MissingParameter"],
  ])("refuses %s", async (_, change, expected) => {
    expect(await code("CreateMigrationService", { ...SERVICE, ...change })).toBe(expected);
    expect(await dts("DescribeMigrationJobs")).toMatchObject({ TotalCount: 0, JobList: [] });
  });
});

describe("the list", () => {
  test("comes in pages, newest first, filtered by name, tag, status and end", async () => {
    const [first, second] = [await at.bought({ JobName: "one" }), await at.bought({ JobName: "two", Tags: [] })];
    await at.configure(second);
    const ids = async (request: object = {}) =>
      (await dts("DescribeMigrationJobs", request)).JobList.map(({ JobId }: Answer) => JobId);
    expect(await ids()).toEqual([second, first]);
    expect(await ids({ OrderSeq: "asc", Limit: 1, Offset: 1 })).toEqual([second]);
    expect(await ids({ JobName: "one" })).toEqual([first]);
    expect(await ids({ TagFilters: [{ TagKey: "dbferry", TagValue: ["shop"] }] })).toEqual([first]);
    expect(await ids({ DstInstanceId: at.cloud.target.instanceId })).toEqual([second]);
    expect(await ids({ Status: ["running"] })).toEqual([]);
    expect(await at.cloud.call("dts", "DescribeMigrationJobs", {}, { region: "ap-shanghai" })).toMatchObject({
      TotalCount: 0,
    });
  });

  test("of instances says which can be a source or a target", async () => {
    const { Instances } = await dts("DescribeMigrateDBInstances", { DatabaseType: "mysql", MigrateRole: "dst" });
    expect(Instances).toHaveLength(2);
    expect(Instances[0]).toMatchObject({ Usable: 1, Vport: 3306 });
  });
});

describe("a configuration", () => {
  test("is shown without its passwords", async () => {
    const id = await at.bought();
    await at.configure(id, { JobName: "renamed" });
    const detail = await at.detail(id);
    expect(JSON.stringify(detail)).not.toContain("secret");
    expect(detail).toMatchObject({
      JobName: "renamed",
      RunMode: "immediate",
      Status: "created",
      SrcInfo: {
        AccessType: "extranet",
        Supplier: "aliyun",
        Info: [{ Host: "198.51.100.10", Port: 3306, User: "ferry", Password: "" }],
      },
      DstInfo: { Info: [{ InstanceId: at.cloud.target.instanceId }] },
      MigrateOption: { MigrateType: "fullAndIncrement" },
    });
  });

  const source = (change: object, info: object = {}) => {
    const { SrcInfo } = configuration(at.cloud);
    return { SrcInfo: { ...SrcInfo, ...change, Info: [{ ...SrcInfo.Info[0], ...info }] } };
  };
  const option = (MigrateOption: object) => ({
    MigrateOption: { DatabaseTable: { ObjectMode: "all" }, ...MigrateOption },
  });
  const objects = (DatabaseTable: object) => ({ MigrateOption: { DatabaseTable } });
  const database = (more: object) => objects({ ObjectMode: "partial", Databases: [{ DbName: "shop", ...more }] });
  const VALUE = "InvalidParameterValue.InvalidParameterValue";

  test.each<[string, () => object, string]>([
    ["no host", () => source({}, { Host: "" }), "MissingParameter"],
    ["no password", () => source({}, { Password: "" }), "MissingParameter"],
    ["an access type that is none", () => source({ AccessType: "pigeon" }), VALUE],
    [
      "CCN without its kind of network",
      () => source({ AccessType: "ccn" }, { CcnGwId: "ccn-1", VpcId: "v", SubnetId: "s" }),
      VALUE,
    ],
    [
      "an instance that does not exist",
      () => source({ AccessType: "cdb" }, { InstanceId: "cdb-nothere1" }),
      "InvalidParameter.InstanceNotFound",
    ],
    ["another region than was bought", () => source({ Region: "ap-shanghai" }), VALUE],
    ["two nodes", () => ({ SrcInfo: { ...source({}).SrcInfo, Info: [{}, {}] } }), VALUE],
    ["an encryption that is none", () => source({}, { EncryptConn: "Maybe" }), VALUE],
    ["a run mode that is none", () => ({ RunMode: "soon" }), VALUE],
    ["a timed run without its time", () => ({ RunMode: "timed" }), "MissingParameter"],
    ["a timed run in the past", () => ({ RunMode: "timed", ExpectRunTime: "2020-01-01 00:00:00" }), VALUE],
    ["a retry of a minute", () => ({ AutoRetryTimeRangeMinutes: 1 }), VALUE],
    ["a migration that is none", () => option({ MigrateType: "half" }), VALUE],
    [
      "the structure alone, which is not implemented",
      () => option({ MigrateType: "structure" }),
      "UnsupportedOperation",
    ],
    ["accounts, which are not implemented", () => option({ IsMigrateAccount: true }), "UnsupportedOperation"],
    ["a comparison that is none", () => option({ Consistency: { Mode: "some" } }), VALUE],
    ["nothing chosen", () => objects({ ObjectMode: "partial" }), "MissingParameter"],
    ["another name on the target", () => database({ DBMode: "all", NewDbName: "store" }), "UnsupportedOperation"],
    [
      "single views",
      () => database({ DBMode: "partial", TableMode: "partial", Tables: [{ TableName: "t" }], ViewMode: "all" }),
      "UnsupportedOperation",
    ],
    ["an advanced object that is none", () => objects({ ObjectMode: "all", AdvancedObjects: ["index"] }), VALUE],
    ["a field that the model does not have", () => option({ Speed: 3 }), "UnknownParameter"],
  ])("with %s is refused and changes nothing", async (_, change, expected) => {
    const id = await at.bought();
    expect((await refusal(at.configure(id, change()))).code).toBe(expected);
    expect((await at.detail(id)).SrcInfo.AccessType).toBe("");
  });

  test("may contain what needs no address, CCN, encryption, tables and kinds", async () => {
    const id = await at.bought();
    await at.configure(
      id,
      source(
        { AccessType: "ccn", DatabaseNetEnv: "UserIDC", CcnOwnerUin: "1" },
        { CcnGwId: "ccn-1", VpcId: "v", SubnetId: "s", EncryptConn: "Encrypted" },
      ),
    );
    await at.configure(
      id,
      objects({
        ObjectMode: "partial",
        AdvancedObjects: ["trigger"],
        Databases: [{ DbName: "shop", DBMode: "partial", TableMode: "partial", Tables: [{ TableName: "orders" }] }],
      }),
    );
    await dts("CreateMigrateCheckJob", { JobId: id });
    await at.until(id, "checkPass");
    await dts("StartMigrateJob", { JobId: id });
    await at.until(id, "running");
    expect(at.mover.started[0]).toMatchObject({
      databases: [{ database: "shop", tables: ["orders"] }],
      kinds: ["view", "trigger"],
    });
  });
});

describe("a check", () => {
  test("is needed before the start, needs a configuration, and is void after a change", async () => {
    const id = await at.bought();
    expect(await code("CreateMigrateCheckJob", { JobId: id })).toBe(CONFLICT);
    expect(await dts("DescribeMigrationCheckJob", { JobId: id })).toMatchObject({
      Status: "notStarted",
      CheckFlag: "",
      StepInfo: [],
    });
    await at.configure(id);
    expect(await code("StartMigrateJob", { JobId: id })).toBe(CONFLICT);
    await dts("CreateMigrateCheckJob", { JobId: id });
    expect(await dts("DescribeMigrationCheckJob", { JobId: id })).toMatchObject({ Status: "running", CheckFlag: "" });
    expect(await code("CreateMigrateCheckJob", { JobId: id })).toBe(CONFLICT);
    await at.until(id, "checkPass");
    expect(await dts("DescribeMigrationCheckJob", { JobId: id })).toMatchObject({
      Status: "success",
      CheckFlag: "checkPass",
      StepInfo: [{ StepId: "ConnectDBCheck", StepStatus: "pass", DetailCheckItems: [] }],
    });
    await at.configure(id);
    expect(await code("StartMigrateJob", { JobId: id })).toBe(CONFLICT);
  });

  test("that breaks is not passed, and says why", async () => {
    const id = await at.bought();
    await at.configure(id);
    at.verdicts = undefined;
    await dts("CreateMigrateCheckJob", { JobId: id });
    await at.until(id, "checkNotPass");
    expect(await dts("DescribeMigrationCheckJob", { JobId: id })).toMatchObject({
      Status: "failed",
      CheckFlag: "checkNotPass",
    });
  });

  test("passes with a warning and shows it; with a failure it does not", async () => {
    at.verdicts = [
      {
        id: "WarningParamCheck",
        status: "warning",
        findings: [{ result: "warning", text: "no key", solution: "add one" }],
      },
    ];
    const id = await at.checked();
    expect((await dts("DescribeMigrationCheckJob", { JobId: id })).StepInfo).toMatchObject([
      {
        StepStatus: "warning",
        DetailCheckItems: [{ CheckResult: "warning", ErrorLog: ["no key"], Solution: "add one" }],
      },
    ]);
    at.verdicts = [
      {
        id: "BinlogParamCheck",
        status: "failed",
        findings: [{ result: "failed", text: "log_bin is OFF", solution: "" }],
      },
    ];
    await dts("CreateMigrateCheckJob", { JobId: id });
    await at.until(id, "checkNotPass");
    expect(await dts("DescribeMigrationCheckJob", { JobId: id })).toMatchObject({
      Status: "failed",
      CheckFlag: "checkNotPass",
      StepInfo: [
        { StepId: "BinlogParamCheck", StepStatus: "failed", DetailCheckItems: [{ FailureReason: "log_bin is OFF" }] },
      ],
    });
    expect((await at.detail(id)).CheckStepInfo.Progress.Steps).toMatchObject([
      { Status: "failed", Errors: [{ Message: "log_bin is OFF" }] },
    ]);
    expect(await code("StartMigrateJob", { JobId: id })).toBe(CONFLICT);
  });
});

describe("a run", () => {
  test("connects to a public source from the region's published addresses, in turn, and to the target from inside", async () => {
    await at.running();
    const { source, target } = at.mover.started[0]!;
    expect(source.origin.address).toMatch(
      /^(111\.230\.198\.143|118\.89\.34\.161|123\.207\.84\.254|139\.199\.74\.159)$/,
    );
    expect(target.origin.address).toMatch(/^9\.145\./);
    expect(target.endpoint.host).toContain(at.cloud.target.instanceId);
  });

  test("goes from running to readyComplete, and by completion to success", async () => {
    const id = await at.running();
    expect(await code("CompleteMigrateJob", { JobId: id })).toBe(CONFLICT);
    at.mover.set("full", { percent: 40 });
    expect((await at.detail(id)).StepInfo).toMatchObject({
      StepNow: 2,
      SecondsBehindMaster: -1,
      StepInfo: [{ StepId: "dumper" }, { StepId: "loader", Percent: 40, Status: "running" }, { Status: "notStarted" }],
    });
    at.mover.set("incremental", { percent: 100, caughtUp: true, lagSeconds: 0, gtid: { snapshot: "" } });
    await at.until(id, "readyComplete");
    expect((await at.detail(id)).StepInfo).toMatchObject({
      StepNow: 3,
      SecondsBehindMaster: 0,
      MasterSlaveDistance: 0,
    });
    expect(await code("CompleteMigrateJob", { JobId: id, CompleteMode: "immediately" })).toBe("UnsupportedOperation");
    await dts("CompleteMigrateJob", { JobId: id });
    expect(await at.status(id)).toBe("completing");
    await at.until(id, "success");
    expect([at.mover.stops, at.mover.disposed]).toEqual([[{ force: false }], 1]);
    expect((await at.detail(id)).EndTime).not.toBe("0000-00-00 00:00:00");
  });

  test("of a full migration ends by itself", async () => {
    const id = await at.running({ MigrateOption: { MigrateType: "full", DatabaseTable: { ObjectMode: "all" } } });
    at.mover.set("fullDone", { percent: 100 });
    await at.until(id, "success");
  });

  test("continues if the target does not catch up, says why, and is completed later", async () => {
    const id = await at.ready();
    at.mover.stopAnswer = { ok: false, why: "replication", text: "the target is 40 s behind" };
    await dts("CompleteMigrateJob", { JobId: id });
    await at.until(id, "readyComplete");
    expect((await at.detail(id)).BriefMsg).toContain("40 s behind");
    at.mover.stopAnswer = { ok: true };
    await dts("CompleteMigrateJob", { JobId: id });
    await at.until(id, "success");
  });

  test("whose triggers could not be created is an error, and is completed again", async () => {
    const id = await at.ready();
    at.mover.stopAnswer = { ok: false, why: "privilege", text: "no right to create trigger t" };
    await dts("CompleteMigrateJob", { JobId: id });
    at.mover.set("failed", { failure: { during: "stopping", why: "privilege", text: "no right to create trigger t" } });
    await at.until(id, "error");
    at.mover.stopAnswer = { ok: true };
    await dts("CompleteMigrateJob", { JobId: id });
    await at.until(id, "success");
  });

  test("that is timed waits in readyRun until its time", async () => {
    const id = await at.bought();
    const soon = new Date(Date.now() + 8 * 3600_000 + 5_000).toISOString().slice(0, 19).replace("T", " ");
    await at.configure(id, { RunMode: "timed", ExpectRunTime: soon });
    await dts("CreateMigrateCheckJob", { JobId: id });
    await at.until(id, "checkPass");
    await dts("StartMigrateJob", { JobId: id });
    expect(await at.detail(id)).toMatchObject({ Status: "readyRun", RunMode: "timed", ExpectRunTime: soon });
    await at.until(id, "running");
  });

  test("is paused and resumed", async () => {
    const id = await at.ready();
    await dts("PauseMigrateJob", { JobId: id });
    expect(await at.status(id)).toBe("pausing");
    await at.until(id, "manualPaused");
    expect(await code("PauseMigrateJob", { JobId: id })).toBe(CONFLICT);
    await dts("ContinueMigrateJob", { JobId: id });
    at.mover.set("incremental", { caughtUp: true });
    await at.until(id, "readyComplete");
  });

  test("that fails is an error with its reason, and is retried", async () => {
    const id = await at.ready();
    expect(await code("ResumeMigrateJob", { JobId: id, ResumeOption: "normal" })).toBe(CONFLICT);
    at.mover.set("failed", { failure: { during: "incremental", why: "allowlist", text: "connection lost" } });
    await at.until(id, "error");
    expect(await at.detail(id)).toMatchObject({
      BriefMsg: "connection lost",
      ErrorInfo: [{ ErrorLog: "connection lost" }],
    });
    expect(await code("ResumeMigrateJob", { JobId: id, ResumeOption: "clearData" })).toBe("UnsupportedOperation");
    await dts("ResumeMigrateJob", { JobId: id, ResumeOption: "normal" });
    await at.until(id, "running");
    expect(await at.detail(id)).toMatchObject({ BriefMsg: "", ErrorInfo: [] });
    expect(at.movers).toHaveLength(1);
  });

  test("that failed while it copied starts over", async () => {
    const id = await at.running();
    at.mover.set("failed", { failure: { during: "full", why: "mysql", text: "table is full" } });
    await at.until(id, "error");
    await dts("ResumeMigrateJob", { JobId: id, ResumeOption: "normal" });
    await at.until(id, "running");
    expect([at.movers.length, at.movers[0]!.disposed]).toEqual([2, 1]);
  });

  test("that cannot start is an error with the reason", async () => {
    const id = await at.checked();
    at.mover.startAnswer = { ok: false, why: "targetNotEmpty", text: "The target already has shop.orders" };
    await dts("StartMigrateJob", { JobId: id });
    await at.until(id, "error");
    expect((await at.detail(id)).BriefMsg).toContain("shop.orders");
  });

  test("is retried by the service for as long as the configuration says", async () => {
    const id = await at.ready({ AutoRetryTimeRangeMinutes: 60 });
    at.mover.set("failed", { failure: { during: "incremental", why: "refused", text: "gone" } });
    await at.until(id, "error");
    await at.until(id, "running");
  });

  test("that is stopped is canceled, at once and whatever was applied", async () => {
    const id = await at.ready();
    await dts("StopMigrateJob", { JobId: id });
    expect(await at.status(id)).toBe("stopping");
    await at.until(id, "canceled");
    expect(at.mover.stops).toEqual([{ force: true }]);
    expect(await code("StopMigrateJob", { JobId: id })).toBe(CONFLICT);
  });

  test("waits for another one into the same target", async () => {
    const [first, second] = [await at.running(), await at.checked()];
    await dts("StartMigrateJob", { JobId: second });
    at.movers[0]!.set("incremental", { caughtUp: true, lagSeconds: 0, gtid: { snapshot: "" } });
    await at.until(first, "readyComplete");
    expect(await at.status(second)).toBe("readyRun");
    await dts("CompleteMigrateJob", { JobId: first });
    await at.until(second, "running");
  });

  test("accepts rate limits and names while it may", async () => {
    const id = await at.bought();
    expect(await code("ModifyMigrateRateLimit", { JobId: id, DumpThread: 2 })).toBe(CONFLICT);
    const running = await at.running();
    await dts("ModifyMigrateRateLimit", { JobId: running, DumpThread: 2 });
    expect((await at.detail(running)).RateLimitOption).toMatchObject({
      CurrentDumpThread: 2,
      DefaultDumpThread: 4,
      HasUserSetRateLimit: "yes",
    });
    expect(await code("ModifyMigrateRateLimit", { JobId: running, DumpThread: 99 })).toBe(
      "InvalidParameterValue.InvalidParameterValue",
    );
    await dts("ModifyMigrateName", { JobId: running, JobName: "other" });
    expect((await at.detail(running)).JobName).toBe("other");
  });
});

describe("what is paid for", () => {
  test("is isolated, destroyed, and no longer listed; a running task moves nothing from then on", async () => {
    const id = await at.ready();
    expect(await code("DestroyMigrateJob", { JobId: id })).toBe(CONFLICT);
    await dts("IsolateMigrateJob", { JobId: id });
    expect((await at.detail(id)).TradeInfo.TradeStatus).toBe("isolating");
    expect(at.mover.disposed).toBe(1);
    await at.until(id, "isolated");
    expect((await at.detail(id)).TradeInfo).toMatchObject({ TradeStatus: "isolated", IsolateReason: "userIsolate" });
    expect(await code("IsolateMigrateJob", { JobId: id })).toBe(CONFLICT);
    expect(await code("StartMigrateJob", { JobId: id })).toBe(CONFLICT);
    await dts("DestroyMigrateJob", { JobId: id });
    await at.wait(async () => expect((await at.detail(id)).TradeInfo.TradeStatus).toBe("offlined"));
    expect((await dts("DescribeMigrationJobs")).TotalCount).toBe(0);
  });

  test("is recovered: a new task is as before, one that ran is canceled", async () => {
    const [fresh, ran] = [await at.bought(), await at.ready()];
    for (const [id, status] of [
      [fresh, "created"],
      [ran, "canceled"],
    ] as const) {
      await dts("IsolateMigrateJob", { JobId: id });
      await at.until(id, "isolated");
      await dts("RecoverMigrateJob", { JobId: id });
      expect(await at.detail(id)).toMatchObject({ Status: status, TradeInfo: { TradeStatus: "normal" } });
    }
  });

  test("changes its class", async () => {
    const id = await at.bought();
    await dts("ModifyMigrateJobSpec", { JobId: id, NewInstanceClass: "large" });
    expect((await at.detail(id)).TradeInfo).toMatchObject({ TradeStatus: "resizing", InstanceClass: "medium" });
    await at.wait(async () =>
      expect((await at.detail(id)).TradeInfo).toMatchObject({ TradeStatus: "normal", InstanceClass: "large" }),
    );
  });
});

test("a task that does not exist, or of another region, is not found by any action", async () => {
  const id = await at.bought();
  const JobId = "dts-00000000";
  const one = {
    JobName: "x",
    NewInstanceClass: "large",
    ResumeOption: "normal",
    CompareTaskId: "x",
    ...configuration(at.cloud),
  };
  const own = Object.entries(MODELS.dts.actions).filter(([, { body }]) => "JobId" in MODELS.dts.types[body]!);
  for (const [action, { body }] of own) {
    if (action === "DescribeMigrationJobs") continue;
    const request = Object.fromEntries(Object.entries(one).filter(([name]) => name in MODELS.dts.types[body]!));
    expect(await code(action, { ...request, JobId }), action).toBe("ResourceNotFound.JobNotExist");
  }
  const elsewhere = at.cloud.call("dts", "DescribeMigrationDetail", { JobId: id }, { region: "ap-shanghai" });
  expect(await refusal(elsewhere)).toMatchObject({ code: "ResourceNotFound.JobNotExist" });
});
