import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { plain, type Values } from "../../../../plugin/values";
import { dtsClient } from "../../../sandbox/alicloud/dts/client";
import { PATIENCE } from "../../../support/patience";
import { OWNERSHIP, type ProviderStage, SHOP } from "../../support/stage";
import { DESCRIPTION, driverOf, letIn, makeAccount, makeTask, raiseDts, runInputs, specOf } from "./stage";

let stage: ProviderStage;
beforeAll(async () => {
  stage = await raiseDts();
});
afterAll(() => stage?.sandbox.stop());

const vendor = () => dtsClient(stage.sandbox.endpoints.alicloud.dts, stage.sandbox.credentials.alicloud);
const jobs = async (): Promise<any[]> => (await vendor()("DescribeDtsJobs")).DtsJobList;
afterEach(async () => {
  for (const { DtsJobId } of await jobs()) await vendor()("DeleteDtsJob", { DtsJobId });
  stage.sandbox.world.faults.precheck.clear();
  const accounts = await stage.sql<{ name: string }>(
    "source",
    "SELECT CONCAT(QUOTE(User), '@', QUOTE(Host)) AS name FROM mysql.user WHERE User LIKE 'df_shop%'",
  );
  for (const { name } of accounts) await stage.sql("source", `DROP USER ${name}`);
  await stage.sql("target", "DROP DATABASE IF EXISTS shop");
});

describe("creating a task of Alibaba DTS", () => {
  it("configures it, marks it, reports its egress addresses, and buys nothing", async () => {
    const driver = driverOf(stage);
    const id = await driver.create(specOf(stage));
    const task = await driver.describe(id);
    expect(task).toMatchObject({
      name: "dbferry-shop",
      state: "configuring",
      vendorState: "NotStarted",
      billed: false,
      started: false,
      mode: "full+incremental",
      targetInstanceId: stage.sandbox.target.instanceId,
      description: DESCRIPTION,
    });
    expect(driver.egress({ path: "vpc", own: {} }, task).blocks).toEqual(["100.104.52.0/24", "100.104.53.0/24"]);
    expect((await jobs()).map(({ PayType }) => PayType)).toEqual([""]);
    expect((await driver.find("dbferry-shop")).map((one) => one.id)).toEqual([id]);
    expect(await driver.find("dbferry-sho")).toEqual([]);
    expect((await driver.openings()).map(({ id, migration, kind }) => [id, migration, kind])).toEqual([
      [id, "shop", "task"],
    ]);
  });

  it("continues where it was interrupted, and creates no second task", async () => {
    const driver = driverOf(stage);
    const id = await driver.create(specOf(stage));
    // Cut off before the mark was set: it has the name that only this state assigns.
    const [{ DtsInstanceID, TagList }] = await jobs();
    const call = vendor();
    const other = await driver.describe(id);
    await call("ModifyDtsJobName", { DtsJobId: id, DtsJobName: `${other!.name}-STATE-${OWNERSHIP.id}` });
    await call("UntagResources", {
      RegionId: "cn-hangzhou",
      ResourceType: "ALIYUN::DTS::INSTANCE",
      "ResourceId.1": DtsInstanceID,
      All: true,
    });
    expect(TagList.length).toBeGreaterThan(1);
    expect(await driver.find("dbferry-shop")).toEqual([]);
    // An audit can still identify its owner.
    expect(await driver.openings()).toMatchObject([{ id, migration: "shop", state: OWNERSHIP.id }]);
    // The spec's endpoints have changed since: the task is not mistaken for somebody else's.
    const spec = specOf(stage);
    const elsewhere = { ...spec, target: { ...spec.target, instanceId: "rm-another" } };
    await expect(driver.create(elsewhere)).rejects.toThrow(
      /interrupted, but it connects other endpoints: target\.instanceId: .*; needed: rm-another\. It is not touched.*Release it/s,
    );
    expect(await driver.create(spec)).toBe(id);
    expect((await jobs()).map(({ DtsJobName }) => DtsJobName)).toEqual(["dbferry-shop"]);
    expect((await driver.describe(id))!.description).toBe(DESCRIPTION);
  });

  it("is refused, with all problems at once, if the service or this driver does not support it", () => {
    const spec = specOf(stage);
    const source = { ...spec.source, instanceId: undefined };
    const target = { ...spec.target, cloud: "huaweicloud" as const };
    const found = driverOf(stage).problems({
      ...spec,
      mode: "full",
      source,
      target,
      eip: { id: "1", address: "192.0.2.1" },
    });
    expect(found.map(({ path }) => path)).toEqual(["mode", "source.instanceId", "target.cloud", "eip"]);
    const outside = { ...spec, source: { cloud: "onprem" as const, host: "198.51.100.20", port: 3306 } };
    expect(
      driverOf(stage)
        .problems(outside)
        .map(({ path }) => path),
    ).toEqual(["path"]);
    expect(driverOf(stage).problems({ ...outside, path: "public" })).toEqual([]);
    const paths = (change: object) =>
      driverOf(stage)
        .problems({ ...outside, ...change })
        .map(({ path }) => path);
    expect(paths({ path: "vpn" })).toEqual(["source.vpcId"]);
    const behind = { ...outside.source, vpcId: "vpc-1" };
    expect([paths({ path: "vpn", source: behind }), paths({ path: "public", source: behind })]).toEqual([[], ["path"]]);
  });

  it("reaches a server behind a VPN by the VPC of its gateway, from inside the cloud", async () => {
    const driver = driverOf(stage);
    const { region } = stage.sandbox.target;
    stage.sandbox.world.alicloud.vpns.vswitches.put({
      ...{ id: "vsw-1", region, vpcId: "vpc-1", zone: `${region}-h`, cidr: "172.16.1.0/24" },
    });
    const source = { cloud: "onprem" as const, host: "10.1.0.7", port: 3306, vpcId: "vpc-1" };
    const spec = { ...specOf(stage), path: "vpn" as const, source };
    const id = await driver.create(spec);
    expect((await jobs())[0].SourceEndpoint).toMatchObject({
      ...{ InstanceType: "EXPRESS", InstanceID: "vpc-1", Ip: "10.1.0.7", Port: "3306", Region: region },
    });
    const task = await driver.describe(id);
    // One list: it connects to the source and to the target from the same blocks.
    expect(driver.egress(spec, task)).toEqual({ blocks: ["100.104.52.0/24", "100.104.53.0/24"] });
    await vendor()("ModifyDtsJobName", { DtsJobId: id, DtsJobName: `${task!.name}-STATE-${OWNERSHIP.id}` });
    await expect(driver.create({ ...spec, source: { ...source, vpcId: "vpc-2" } })).rejects.toThrow(
      /source\.vpcId: vpc-1; needed: vpc-2/,
    );
    expect(await driver.create(spec)).toBe(id);
  });

  it("names a server outside the cloud by its address, and takes no interrupted task of another", async () => {
    const driver = driverOf(stage);
    const source = { cloud: "onprem" as const, host: "198.51.100.20", port: 3307 };
    const spec = { ...specOf(stage), path: "public" as const, source };
    const id = await driver.create(spec);
    expect((await jobs())[0].SourceEndpoint).toMatchObject({
      InstanceType: "OTHER",
      InstanceID: "",
      Ip: "198.51.100.20",
      Port: "3307",
      Region: stage.sandbox.target.region,
    });
    const task = await driver.describe(id);
    expect(driver.egress(spec, task)).toMatchObject({
      blocks: ["192.0.2.32/29", "192.0.2.40/29"],
      target: ["100.104.52.0/24", "100.104.53.0/24"],
    });
    await vendor()("ModifyDtsJobName", { DtsJobId: id, DtsJobName: `${task!.name}-STATE-${OWNERSHIP.id}` });
    await expect(driver.create({ ...spec, source: { ...source, host: "198.51.100.21", port: 3306 } })).rejects.toThrow(
      /source\.host: 198\.51\.100\.20; needed: 198\.51\.100\.21; source\.port: 3307; needed: 3306/,
    );
    expect(await driver.create(spec)).toBe(id);
  });
});

describe("a run of a task of Alibaba DTS", () => {
  beforeEach(() => stage.sql("source", ...SHOP));

  async function prepared() {
    const task = await makeTask(stage);
    const { egressCidrs } = plain(task.outputs) as { egressCidrs: string[] };
    for (const side of ["source", "target"] as const) letIn(stage, side, egressCidrs);
    const account = await makeAccount(stage, ["100.104.52.0/255.255.255.0", "100.104.53.0/255.255.255.0"], task.id);
    const run = (change: Values = {}) =>
      stage.create("TaskRun", runInputs(stage, task.id, stage.out(account, "password"), change));
    return { task, account, run };
  }

  it("buys it, checks it, moves everything and replicates; pauses, resumes, and ends so that nothing is billed", async () => {
    const { task, run, account } = await prepared();
    const driver = driverOf(stage);
    const ran = await run();
    expect(plain(ran.outputs)).toMatchObject({ reached: "incremental" });
    expect(await jobs()).toMatchObject([{ PayType: "PostPaid", DtsJobClass: "small", Status: "Migrating" }]);
    const rows = (side: "source" | "target") => stage.sql(side, "SELECT * FROM shop.purchase ORDER BY 1");
    expect(await rows("target")).toEqual(await rows("source"));
    await driver.can.pause!.pause(task.id);
    expect((await driver.describe(task.id))!.state).toBe("paused");
    await driver.can.pause!.resume(task.id);
    expect((await driver.describe(task.id))!.state).toBe("incremental");
    // The lag is not known immediately after a resume.
    await vi.waitFor(async () => {
      const { lagSeconds, percent } = await driver.progress(task.id);
      expect({ lagSeconds, percent }).toEqual({ lagSeconds: expect.any(Number), percent: 100 });
    }, PATIENCE);
    await driver.changePassword(task.id, "source", { user: "ferry", password: "an-other-1-Password" });
    // A run that was killed afterwards gives it the same one again, which the service refuses of itself.
    await driver.changePassword(task.id, "source", { user: "ferry", password: "an-other-1-Password" });
    await stage.delete(ran);
    expect((await driver.describe(task.id))!.state).toBe("ended");
    await stage.delete(account);
    await stage.delete(task);
    expect(await jobs()).toEqual([]);
    expect(await driver.describe(task.id)).toBeUndefined();
  });

  it("moves single tables and nothing else of their database", async () => {
    const { run } = await prepared();
    expect(plain((await run({ databases: "all", tables: { shop: ["customer"] } })).outputs)).toMatchObject({
      reached: "incremental",
    });
    expect((await stage.sql("target", "SHOW TABLES FROM shop")).map((row) => Object.values(row as object))).toEqual([
      ["customer"],
    ]);
  });

  it("is refused if somebody released the task in the console, and creates no other one", async () => {
    const { task, run, account } = await prepared();
    const ran = await run();
    await vendor()("DeleteDtsJob", { DtsJobId: task.id });
    expect(await stage.seen(task)).toMatchObject({ condition: "lost" });
    expect(await stage.drifts(task)).toBe(true);
    expect(await stage.seen(ran)).toMatchObject({ drift: [`the task ${task.id} of Alibaba DTS is gone`] });
    await expect(run()).rejects.toThrow(/no longer has the task .*load everything again/s);
    expect(await jobs()).toEqual([]);
    for (const one of [ran, account, task]) await stage.delete(one);
  });

  it("stops at a failed item with the vendor's words and our remedy, and continues once it is corrected", async () => {
    const { run } = await prepared();
    stage.sandbox.world.faults.precheck.set("CHECK_SERVER_ID", { result: "FAILED", text: "the server_id is 1" });
    await expect(run()).rejects.toThrow(/CHECK_SERVER_ID: failed; found: the server_id is 1; .*SET GLOBAL server_id/s);
    expect(await jobs()).toMatchObject([{ Status: "PrecheckFailed" }]);
    stage.sandbox.world.faults.precheck.clear();
    expect(plain((await run()).outputs)).toMatchObject({ reached: "incremental" });
    expect(await jobs()).toHaveLength(1);
  });

  it("does not start with a warning that nobody has accepted, and starts with an accepted one", async () => {
    const { task, run } = await prepared();
    stage.sandbox.world.faults.precheck.set("CHECK_SRC", { result: "ALARM", text: "versions differ" });
    await expect(run()).rejects.toThrow(/CHECK_SRC: alarm; found: versions differ; .*accepted by name/s);
    expect((await driverOf(stage).describe(task.id))!.state).toBe("configuring");
    const expires = new Date(Date.now() + 86_400_000).toISOString();
    const acceptedWarnings = [
      { item: "CHECK_SRC", reason: "both are of one series", owner: "dba@example.com", expires },
    ];
    expect(plain((await run({ acceptedWarnings } as Values)).outputs)).toMatchObject({ reached: "incremental" });
    expect(await jobs()).toHaveLength(1);
  });

  it("refuses what the service cannot do before anything happens", async () => {
    const { run } = await prepared();
    const start = new Date(Date.now() + 3_600_000).toISOString();
    const limits = [{ speed: 5, fromHour: 1, toHour: 2 }];
    await expect(run({ start, limits } as Values)).rejects.toThrow(
      /cannot limit the speed.*cannot start a task at a set time/s,
    );
    await expect(run({ databases: "all" })).rejects.toThrow(/each database by its name/);
    expect(await jobs()).toMatchObject([{ Status: "NotStarted", PayType: "" }]);
  });

  it("learns from the check that the source does not admit the task", async () => {
    const { run } = await prepared();
    letIn(stage, "source", ["192.0.2.77/32"]);
    await expect(run()).rejects.toThrow(/CHECK_CONN_SRC: failed; .*timed out.*admit the task's own address/s);
  });
});
