import { describe, expect, it } from "vitest";
import { markFor, readMark, tagsFor } from "../../../../model/expiry";
import type { TaskSpec } from "../../../../provider/core/taskSpec";
import { job, refusal, SECRET_KEY, steps, vendorWith } from "./vendor";

const OWNER = { organization: "my.org", project: "dbferry", stack: "shop", id: "4f1c0d9be2a7" };
const EXPIRES = new Date("2026-12-13T13:00:00Z");
const MARK = markFor("shop", EXPIRES, OWNER);

const SPEC: TaskSpec = {
  name: "dbferry-shop",
  path: "public",
  mode: "full+incremental",
  source: { cloud: "alicloud", region: "cn-hangzhou", host: "shop.mysql.rds.aliyuncs.com", port: 3306 },
  target: { cloud: "tencentcloud", region: "ap-guangzhou", instanceId: "cdb-1", host: "10.0.0.5", port: 3306 },
  description: MARK,
  tags: tagsFor("shop", EXPIRES, "dba", OWNER),
  targetReadOnly: true,
  own: {},
};

describe("a new task of Tencent DTS", () => {
  it("has its name, the day by which it must be gone, and tags with its owner", async () => {
    const { driver, of, calls } = await vendorWith({ CreateMigrationService: [{ JobIds: ["dts-1"] }] });
    expect(await driver.create(SPEC)).toBe("dts-1");
    expect(of("CreateMigrationService")).toEqual([
      {
        SrcDatabaseType: "mysql",
        DstDatabaseType: "mysql",
        SrcRegion: "ap-guangzhou",
        DstRegion: "ap-guangzhou",
        InstanceClass: "medium",
        Count: 1,
        JobName: "dbferry-shop-until-20261213T130000Z",
        Tags: expect.arrayContaining([
          { TagKey: "migrate-id", TagValue: "shop" },
          { TagKey: "migrate-mark", TagValue: MARK },
        ]),
      },
    ]);
    expect(calls[0]!.headers["authorization"]).toMatch(
      /^TC3-HMAC-SHA256 Credential=AKIDtest\/[\d-]+\/dts\/tc3_request/,
    );
    expect(JSON.stringify(calls)).not.toContain(SECRET_KEY);
  });

  it("is bought for a source of its own cloud by its id, and connects from the service's own network", async () => {
    const source = { ...SPEC.target, instanceId: "cdb-2" };
    const inside: TaskSpec = { ...SPEC, path: "vpc", source };
    const { driver, of } = await vendorWith({ ModifyMigrationJob: [{}] });
    expect(driver.problems(inside)).toEqual([]);
    const login = { user: "df_shop", password: "secret" };
    const settings = { ...inside, source: { ...source, ...login }, target: { ...SPEC.target, ...login } };
    const more = { databases: "all" as const, keepDefiner: false, limits: [] };
    await driver.preparation[0]!.run({ id: "dts-1" } as never, { settings: { ...settings, ...more } } as never);
    expect(of("ModifyMigrationJob")[0].SrcInfo).toEqual({
      ...{ Region: "ap-guangzhou", AccessType: "cdb", DatabaseType: "mysql", NodeType: "simple" },
      Info: [{ InstanceId: "cdb-2", User: "df_shop", Password: "secret" }],
    });
    expect(await driver.egress(inside, undefined)).toMatchObject({
      blocks: expect.arrayContaining(["9.145.0.0/16", "192.168.0.0/16"]),
    });
  });

  it.each([
    [{ path: "public" as const }, "path"],
    [{ source: { ...SPEC.target, instanceId: undefined } }, "source.instanceId"],
    [{ source: { ...SPEC.target, region: "ap-shanghai" } }, "source.region"],
    [{ source: { ...SPEC.target, account: "other" } }, "source.account"],
  ])("inside its cloud is refused with %o", async (wrong, path) => {
    const { driver } = await vendorWith({});
    const spec = { ...SPEC, path: "vpc" as const, source: SPEC.target, ...wrong } as TaskSpec;
    expect(driver.problems(spec).map((problem) => problem.path)).toEqual([path]);
  });

  it("has a mark that is longer than a tag's value in two tags, and is read back from both", async () => {
    const description = markFor("shop-of-a-long-name", EXPIRES, { ...OWNER, project: "p".repeat(60) });
    const { driver, of } = await vendorWith({ CreateMigrationService: [{ JobIds: ["dts-1"] }] });
    await driver.create({ ...SPEC, description });
    const { Tags } = of("CreateMigrationService")[0];
    const values: string[] = Tags.map(({ TagValue }: { TagValue: string }) => TagValue);
    expect(Math.max(...values.map(({ length }) => length))).toBeLessThanOrEqual(127);
    expect(values.filter((value) => value !== value.trim() || value === "")).toEqual([]);
    const seen = await vendorWith({ DescribeMigrationDetail: [job("created", { Tags })] });
    expect((await seen.driver.describe("dts-1"))!.description).toBe(description);
  });

  it("is found again by its name, over all pages, by exact mark", async () => {
    const others = Array.from({ length: 100 }, (_, index) => job("running", { JobId: `dts-x${index}`, JobName: "x" }));
    const ours = job("created", {
      JobName: "dbferry-shop-until-20261213T130000Z",
      Tags: [{ TagKey: "migrate-mark", TagValue: MARK }],
    });
    const alike = job("created", { JobId: "dts-2", JobName: "dbferry-shop-two" });
    const { driver, of } = await vendorWith({
      DescribeMigrationJobs: [
        { TotalCount: 102, JobList: others },
        { TotalCount: 102, JobList: [ours, alike] },
      ],
      DescribeMigrationDetail: [ours],
    });
    const [task, ...more] = await driver.find("dbferry-shop");
    expect(more).toEqual([]);
    expect(task).toMatchObject({ id: "dts-1", name: "dbferry-shop", state: "configuring", started: false });
    expect(readMark(task!.description)).toEqual(readMark(MARK));
    expect(of("DescribeMigrationJobs").map(({ Offset }) => Offset)).toEqual([0, 100]);
  });

  it("shows a later day under its new name while its tags still give the first one", async () => {
    const later = new Date("2026-12-20T13:00:00Z");
    const { driver, of } = await vendorWith({
      ModifyMigrateName: [{}],
      DescribeMigrationDetail: [
        job("running", {
          JobName: "dbferry-shop-until-20261220T130000Z",
          Tags: [{ TagKey: "migrate-mark", TagValue: MARK }],
        }),
      ],
    });
    await driver.rename("dts-1", { name: "dbferry-shop", description: markFor("shop", later, OWNER), tags: {} });
    expect(of("ModifyMigrateName")).toEqual([{ JobId: "dts-1", JobName: "dbferry-shop-until-20261220T130000Z" }]);
    const seen = await driver.describe("dts-1");
    expect(readMark(seen!.description)).toEqual(readMark(markFor("shop", later, OWNER)));
  });

  it.each([
    [
      "another stack",
      [{ TagKey: "migrate-mark", TagValue: markFor("shop", EXPIRES, { ...OWNER, id: "000000000000" }) }],
    ],
    ["no stack", []],
  ])("does not count as ours if its tag names %s, which no call of DTS changes", async (whose, Tags) => {
    const { driver, of } = await vendorWith({
      ModifyMigrateName: [{}],
      DescribeMigrationDetail: [job("running", { JobName: "dbferry-shop-until-20261213T130000Z", Tags })],
    });
    await expect(driver.rename("dts-1", { name: "dbferry-shop", description: MARK, tags: {} })).rejects.toThrow(
      new RegExp(`its tag migrate-mark names ${whose}.*needed: the value '${MARK}'`),
    );
    expect(of("ModifyMigrateName")).toEqual([]);
  });

  it("does not count under its name once its record is destroyed", async () => {
    const { driver } = await vendorWith({
      DescribeMigrationJobs: [
        { TotalCount: 1, JobList: [job("canceled", { TradeInfo: { TradeStatus: "offlined" } })] },
      ],
    });
    expect(await driver.find("dbferry-shop")).toEqual([]);
  });

  it("rejects an answer without a list, or about another task", async () => {
    const { driver } = await vendorWith({
      DescribeMigrationJobs: [{}],
      DescribeMigrationDetail: [job("running", { JobId: "dts-2" })],
    });
    await expect(driver.find("dbferry-shop")).rejects.toThrow(/no list 'JobList'/);
    await expect(driver.describe("dts-1")).rejects.toThrow(/the response is for 'dts-2'/);
  });

  it("connects to the source from the vendor's addresses of its region, or from given ones", async () => {
    const { driver } = await vendorWith({});
    expect(driver.egress({ path: "public", own: {} }).blocks).toContain("111.230.198.143/32");
    expect(driver.egress({ path: "public", own: { addresses: ["192.0.2.0/28"] } }).blocks).toEqual(["192.0.2.0/28"]);
    expect(driver.egress({ path: "peering", own: {} }).missing).toMatch(/private network/);
  });

  it("has no address behind a VPN that anybody knows, except those that somebody has read in the console", async () => {
    const { driver } = await vendorWith({});
    expect(driver.egress({ path: "vpn", own: {} })).toEqual({ blocks: [] });
    expect(driver.egress({ path: "vpn", own: { addresses: ["10.0.0.77"] } })).toEqual({ blocks: ["10.0.0.77/32"] });
  });

  it("reaches a server on premises through a VPN if it has the gateway, its VPC and a subnet of that", async () => {
    const { driver } = await vendorWith({});
    const source = { cloud: "onprem" as const, host: "10.1.0.7", port: 3306 };
    const behind = { ...source, gatewayId: "vpngw-1", vpcId: "vpc-1", subnetId: "subnet-1" };
    const found = (more: Partial<TaskSpec>) => driver.problems({ ...SPEC, ...more }).map(({ path }) => path);
    expect(found({ path: "vpn", source: behind })).toEqual([]);
    expect(found({ path: "vpn", source })).toEqual(["source.gatewayId", "source.vpcId", "source.subnetId"]);
    expect(found({ path: "vpn" })).toEqual(["path"]);
    expect(found({ source: behind })).toEqual(["path"]);
  });

  it("is refused where DTS is not supported, with all reasons at once", async () => {
    const { driver } = await vendorWith({}, "ap-shanghai");
    expect(driver.problems(SPEC).map(({ path }) => path)).toEqual(["target.region"]);
    const target = { ...SPEC.target, cloud: "huaweicloud" as const };
    const eip = { id: "eip-1", address: "192.0.2.1" };
    const found = driver.problems({ ...SPEC, path: "vpc", eip, target, name: "x".repeat(106) });
    expect(found.map(({ path }) => path)).toEqual(["name", "target.cloud", "target.region", "path", "eip"]);
  });
});

describe("a task as the vendor describes it", () => {
  const seen = async (shown: object) => {
    const { driver } = await vendorWith({ DescribeMigrationDetail: [shown] });
    return (await driver.describe("dts-1"))!;
  };

  it.each([
    ["creating", {}, "creating"],
    ["created", {}, "configuring"],
    ["checking", {}, "creating"],
    ["checkPass", {}, "configuring"],
    ["checkNotPass", {}, "configuring"],
    ["readyRun", {}, "starting"],
    ["readyRun", { RunMode: "timed" }, "scheduled"],
    ["running", { StepInfo: steps("LoadData") }, "full"],
    ["running", { StepInfo: steps("SyncBinlog") }, "fullDone"],
    ["readyComplete", { StepInfo: steps("SyncBinlog") }, "incremental"],
    ["pausing", {}, "pausing"],
    ["manualPaused", {}, "paused"],
    ["resuming", {}, "starting"],
    ["stopping", {}, "ending"],
    ["completing", {}, "ending"],
    ["success", {}, "ended"],
    ["success", { MigrateOption: { MigrateType: "full" } }, "fullDone"],
    ["canceled", {}, "ended"],
    ["error", { StepInfo: steps("LoadData", "failed") }, "fullFailed"],
    ["failed", { StepInfo: steps("DumpData", "failed") }, "fullFailed"],
    ["resumableErr", { StepInfo: steps("SyncBinlog", "failed") }, "incrementalFailed"],
    ["running", { TradeInfo: { TradeStatus: "isolating" } }, "ending"],
    ["canceled", { TradeInfo: { TradeStatus: "isolated" } }, "ended"],
    ["created", { TradeInfo: { TradeStatus: "notBilled" } }, "configuring"],
    // Anything missing from the tables maps to unknown.
    ["unknown", {}, "unknown"],
    ["toString", {}, "unknown"],
    ["", {}, "unknown"],
    ["success", { TradeInfo: { TradeStatus: "frozen" } }, "unknown"],
  ])("with %s %j is %s", async (status, more, state) => {
    expect((await seen(job(status, more))).state).toBe(state);
  });

  it("keeps the vendor's words for what is unknown", async () => {
    expect((await seen(job("hibernating"))).vendorState).toBe("hibernating");
    expect((await seen(job("success", { TradeInfo: { TradeStatus: "frozen" } }))).vendorState).toBe("success, frozen");
  });

  it("keeps every reason of a failure", async () => {
    const StepInfo = steps("LoadData", "failed");
    StepInfo.StepInfo[1].Errors = [{ Message: "Duplicate entry", Solution: "empty the target" }];
    const ErrorInfo = [{ Code: "DTS-1", ErrorLog: "table shop.orders", Solution: "look" }];
    const { reason } = await seen(job("error", { BriefMsg: "load failed", StepInfo, ErrorInfo }));
    for (const text of ["load failed", "DTS-1: table shop.orders", "look", "Duplicate entry", "empty the target"])
      expect(reason).toContain(text);
  });

  it("shows how it reaches its source, once it is configured", async () => {
    const way = async (SrcInfo: object) => {
      const { sourcePath, sourceInstanceId, sourceGatewayId } = await seen(job("running", { SrcInfo }));
      return [sourcePath, sourceInstanceId, sourceGatewayId];
    };
    const Info = [{ Host: "10.1.0.7", Port: 3306, UniqVpnGwId: "vpngw-1", VpcId: "vpc-1", SubnetId: "subnet-1" }];
    expect(await seen(job("running", { SrcInfo: { AccessType: "vpncloud", Info } }))).toMatchObject({
      ...{ sourceHost: "10.1.0.7", sourcePort: "3306", sourceSubnetId: "subnet-1" },
    });
    expect(await way({ AccessType: "vpncloud", Info })).toEqual(["vpn", "vpc-1", "vpngw-1"]);
    expect(await way({ AccessType: "extranet", Info: [{ Host: "198.51.100.1" }] })).toEqual([
      "public",
      undefined,
      undefined,
    ]);
    const inside = { AccessType: "cdb", Info: [{ InstanceId: "cdb-9" }] };
    expect(await way(inside)).toEqual(["vpc", "cdb-9", undefined]);
    expect(await way({ AccessType: "ccn", Info })).toEqual(["ccn", undefined, undefined]);
    expect(await way({ AccessType: "", Info: [] })).toEqual([undefined, undefined, undefined]);
  });

  it("that is gone is distinguished from one that could not be read", async () => {
    const gone = await vendorWith({ DescribeMigrationDetail: [refusal("ResourceNotFound.JobNotExist")] });
    expect(await gone.driver.describe("dts-1")).toBeUndefined();
    const denied = await vendorWith({ DescribeMigrationDetail: [refusal("UnauthorizedOperation.PermissionDenied")] });
    await expect(denied.driver.describe("dts-1")).rejects.toThrow(/PermissionDenied.+docs\/permissions/);
  });

  it("is read again after a throttled call, and a moment later after an outage of the service", async () => {
    const { driver, calls } = await vendorWith({
      DescribeMigrationDetail: [refusal("RequestLimitExceeded"), refusal("InternalError"), job("running")],
    });
    expect((await driver.describe("dts-1"))!.state).toBe("full");
    expect(calls).toHaveLength(3);
  });

  it("is not bought again if it may have been bought", async () => {
    const { driver, of } = await vendorWith({
      CreateMigrationService: [refusal("InternalError"), { JobIds: ["dts-2"] }],
    });
    await expect(driver.create(SPEC)).rejects.toThrow(/InternalError/);
    expect(of("CreateMigrationService")).toHaveLength(1);
  });

  it("shows percentage, steps, lag and what is left of the log, and nothing that the vendor does not give", async () => {
    const at = async (shown: object) => {
      const { driver } = await vendorWith({ DescribeMigrationDetail: [shown] });
      return driver.progress("dts-1");
    };
    expect(await at(job("running", { StepInfo: steps("LoadData") }))).toEqual({
      vendorState: "running, LoadData",
      percent: 70,
      parts: { LoadData: 40 },
    });
    expect(await at(job("readyComplete", { StepInfo: steps("SyncBinlog") }))).toMatchObject({
      vendorState: "readyComplete",
      percent: 100,
      lagSeconds: 7,
    });
    const behind = { ...steps("SyncBinlog"), MasterSlaveDistance: 12 };
    expect((await at(job("readyComplete", { StepInfo: behind }))).megabytesBehind).toBe(12);
    const unknown = { ...steps("SyncBinlog"), SecondsBehindMaster: -1, MasterSlaveDistance: -1 };
    const { lagSeconds, megabytesBehind } = await at(job("readyComplete", { StepInfo: unknown }));
    expect([lagSeconds, megabytesBehind]).toEqual([undefined, undefined]);
  });

  it("is listed for an audit if it is ours and may still bill, including ended ones", async () => {
    const Tags = [{ TagKey: "migrate-mark", TagValue: MARK }];
    const { driver } = await vendorWith({
      DescribeMigrationJobs: [
        {
          TotalCount: 4,
          JobList: [
            job("success", { JobId: "dts-1", JobName: "dbferry-shop-until-20261220T130000Z", Tags }),
            job("running", { JobId: "dts-2", JobName: "dbferry-other" }),
            job("success", { JobId: "dts-3", Tags, TradeInfo: { TradeStatus: "isolated" } }),
            job("running", { JobId: "dts-4", JobName: "nightly" }),
          ],
        },
      ],
    });
    expect(await driver.openings()).toMatchObject([
      { id: "dts-1", migration: "shop", state: OWNER.id, expires: "2026-12-20T13:00:00.000Z", region: "ap-guangzhou" },
      { id: "dts-2", migration: "other" },
    ]);
  });
});
