import { describe, expect, it } from "vitest";
import { markFor, readMark } from "../../../../model/expiry";
import { toAlicloudError } from "../../../../provider/clouds/alicloud/client";
import type { TaskInfo } from "../../../../provider/core/task";
import { alibabaDtsDriver } from "../../../../provider/drivers/alibabaDts";
import { DtsClient } from "../../../../provider/drivers/alibabaDts/client";
import { changePassword } from "../../../../provider/drivers/alibabaDts/run";
import { ALIBABA_DTS_CALLS } from "../../../../provider/permissions/alibabaDts";
import { TENCENT_CALLS } from "../../../../provider/permissions/tencentcloud";
import { serveVendor } from "../../support/loopbackVendor";
import { OWNERSHIP } from "../../support/stage";

type Body = Record<string, any>;
const CONFIG = { region: "cn-hangzhou", accessKey: "LTAItest", secretKey: "a-secret-key" };

/** A service with scripted answers, whose last answer repeats; without an answer, it stays silent. */
async function serviceWith(script: Record<string, Body[]>) {
  const calls: { action: string; query: URLSearchParams }[] = [];
  const dts = await serveVendor(async (request, response) => {
    for await (const _ of request);
    const query = new URL(request.url!, "http://localhost").searchParams;
    const action = String(request.headers["x-acs-action"] ?? query.get("Action"));
    calls.push({ action, query });
    const answers = script[action];
    if (!answers) return;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ Success: true, ...(answers.length > 1 ? answers.shift() : answers[0]) }));
  });
  const config = { ...CONFIG, endpoints: { dts } };
  return { config, driver: alibabaDtsDriver(config), calls };
}

const listed = (job: Body) => ({
  DescribeDtsJobs: [{ DtsJobList: [{ DtsJobId: "d1", DtsJobName: "dbferry-shop", ...job }], TotalRecordCount: 1 }],
  WhiteIpList: [{ IpList: "100.104.52.0/24" }],
});
const seen = async (job: Body) => (await (await serviceWith(listed(job))).driver.describe("d1"))!;

const RUNNING = {
  Status: "Migrating",
  DataInitializationStatus: { Status: "Finished" },
  DataSynchronizationStatus: { Status: "Migrating" },
};

describe("a task as Alibaba DTS describes it", () => {
  it.each<[string, Body, string]>([
    ["replicates", {}, "incremental"],
    ["is tried again after a failure, which nobody knows the end of", { Status: "Retrying" }, "maintenance"],
    ["has a replication that is suspended", { DataSynchronizationStatus: { Status: "Suspending" } }, "paused"],
    ["has a phase in a word of no table", { DataSynchronizationStatus: { Status: "Resting" } }, "unknown"],
    ["is in a word of no table", { Status: "Resting" }, "unknown"],
  ])("that %s", async (_title, change, state) => {
    expect((await seen({ ...RUNNING, ...change })).state).toBe(state);
  });

  it("is not a pure load unless the service says so: a pure load may be ended once it has loaded", async () => {
    expect((await seen(RUNNING)).mode).toBeUndefined();
    expect((await seen({ ...RUNNING, MigrationMode: { DataSynchronization: false } })).mode).toBe("full");
  });

  it("counts as never run only if an ended task says so: otherwise a new one would load over what it has copied", async () => {
    const ended = { ...RUNNING, Status: "Finished" };
    expect((await seen({ ...ended, DataInitializationStatus: { Status: "NotStarted" } })).started).toBe(false);
    expect((await seen({ Status: "Finished" })).started).toBe(true);
    expect((await seen(ended)).started).toBe(true);
  });

  it("belongs to the stack in its mark, without the rest of a longer mark in the second tag", async () => {
    const mark = markFor("shop", new Date("2030-01-01T00:00:00Z"), { ...OWNERSHIP, stack: "s" });
    const TagList = [
      { TagKey: "dbferry", TagValue: mark },
      { TagKey: "dbferry-more", TagValue: "-of-a-longer-name" },
    ];
    expect(mark.length).toBeLessThan(128);
    expect(readMark((await seen({ ...RUNNING, TagList })).description)).toEqual(readMark(mark));
  });
});

describe("the addresses from which a task connects", () => {
  const LIST = "10.151.12.0/24, 203.0.113.0/28,100.104.52.0/24";
  const blocks = async (SourceEndpoint: Body, WhiteIpList: Body[] = [{ IpList: LIST }], path = "public" as const) => {
    const { driver, calls } = await serviceWith({ ...listed({ ...RUNNING, SourceEndpoint }), WhiteIpList });
    const task = (await driver.describe("d1"))!;
    return { ...driver.egress({ path, own: {} }, task), calls };
  };
  const types = ({ calls }: { calls: { action: string; query: URLSearchParams }[] }) =>
    calls.flatMap(({ action, query }) => (action === "WhiteIpList" ? [query.get("Type")] : [])).sort();

  it.each(["OTHER", "other", "LocalInstance"])(
    "to a source of the type %s are the public ones of the list for the internet, and to the target all of its own network",
    async (InstanceType) => {
      const seen = await blocks({ InstanceType, Ip: "198.51.100.20", Port: "3306" });
      expect(seen).toMatchObject({ blocks: ["203.0.113.0/28"], target: LIST.split(/, ?/) });
      expect(types(seen)).toEqual(["internet", "vpc"]);
    },
  );

  it("are not known where the list has only private ones, is empty, or the task reaches its source otherwise", async () => {
    const source = { InstanceType: "OTHER", Ip: "198.51.100.20" };
    expect((await blocks(source, [{ IpList: "10.1.0.0/24" }])).missing).toContain("private addresses only");
    expect((await blocks(source, [{ IpList: "" }])).missing).toContain("the list is empty");
    expect((await blocks({ InstanceType: "RDS", InstanceID: "rm-1" })).missing).toContain("inside its cloud");
    const outside = await blocks(source, undefined, "vpc" as never);
    expect(outside.missing).toContain("over the internet");
  });
});

const ENDED = { id: "d1", state: "ended", vendorState: "Finished" } as TaskInfo;

describe("a task missing from the list", () => {
  const none = { DescribeDtsJobs: [{ DtsJobList: [], TotalRecordCount: 0 }] };
  const refused = (ErrCode: string) => ({ Success: false, ErrCode, ErrMessage: "no" });

  it.each(["InvalidJobId", "Forbidden.InstanceNotFound"])(
    "counts as gone if its id is refused with %s",
    async (code) => {
      const { driver } = await serviceWith({ ...none, DescribeDtsJobDetail: [refused(code)] });
      expect(await driver.describe("d1")).toBeUndefined();
    },
  );

  it.each<[string, Body, RegExp]>([
    ["is there by its id", { DtsJobId: "d1", Status: "Migrating" }, /returns 'd1' \(Migrating\).*not proven/],
    ["may not be asked for", refused("Forbidden.RAM"), /reading the task d1: Forbidden\.RAM/],
  ])("does not count as gone if it %s", async (_title, detail, words) => {
    const { driver, calls } = await serviceWith({ ...none, DescribeDtsJobDetail: [detail], DeleteDtsJob: [{}] });
    await expect(driver.describe("d1")).rejects.toThrow(words);
    await expect(driver.deleteRecord(ENDED, true)).rejects.toThrow(words);
    expect(calls.filter(({ action }) => action === "DeleteDtsJob")).toEqual([]);
  });

  it("counts as released only once the service no longer shows it", async () => {
    const { driver, calls } = await serviceWith({
      DescribeDtsJobs: [
        ...listed({ Status: "Finished" }).DescribeDtsJobs,
        ...listed({ Status: "Finished" }).DescribeDtsJobs,
        ...none.DescribeDtsJobs,
      ],
      DescribeDtsJobDetail: [refused("InvalidJobId")],
      DeleteDtsJob: [{}],
    });
    const task = (await driver.describe("d1"))!;
    expect(await driver.deleteRecord(task)).toBe("Finished");
    expect(await driver.deleteRecord(task, true)).toBe("Finished");
    expect(await driver.deleteRecord(task, true)).toBeUndefined();
    expect(calls.filter(({ action }) => action === "DeleteDtsJob")).toHaveLength(1);
  });
});

it("an audit lists a task that may still run or bill, and not one that has ended, which costs nothing more", async () => {
  const states = ["NotStarted", "Migrating", "MigrationFailed", "Suspending", "Resting", "Finished"];
  const DtsJobList = states.map((Status, at) => ({
    ...RUNNING,
    Status,
    DtsJobId: `d${at}`,
    DtsJobName: "dbferry-shop",
    PayType: at > 0 ? "PostPaid" : "",
    TagList: [{ TagKey: "dbferry", TagValue: markFor("shop", new Date("2026-12-13T13:00:00Z"), OWNERSHIP) }],
  }));
  const { driver } = await serviceWith({ DescribeDtsJobs: [{ DtsJobList, TotalRecordCount: states.length }] });
  expect((await driver.openings()).map(({ id }) => id)).toEqual(["d0", "d1", "d2", "d3", "d4"]);
});

it("a task can be described while its egress addresses are unknown, and admits nobody", async () => {
  const { driver } = await serviceWith({
    ...listed(RUNNING),
    WhiteIpList: [{ Success: false, ErrCode: "Forbidden.RAM", ErrMessage: "no right" }],
  });
  const task = await driver.describe("d1");
  expect(task).toMatchObject({ id: "d1", state: "incremental" });
  expect(driver.egress({ path: "vpc", own: {} }, task)).toEqual({
    missing: expect.stringMatching(/no list of the addresses.*Forbidden\.RAM: no right/s),
  });
});

describe("the precheck of Alibaba DTS", () => {
  const items = (...states: [string, string][]) => ({
    State: states.some(([, state]) => state !== "Success") ? "Failed" : "Finished",
    JobProgress: states.map(([Item, State], OrderNum) => ({ Item, State, OrderNum })),
  });

  it("is distinguished from the previous one by the start of its items, and by its state until it has any", async () => {
    const check = (State: string, BootTime?: string) => ({
      JobId: "p1",
      State,
      JobProgress: BootTime ? [{ Item: "CHECK_SRC", State: "Failed", BootTime }] : [],
    });
    const [first, second] = ["2026-12-01T10:00:00Z", "2026-12-01T10:05:00Z"];
    const { driver } = await serviceWith({
      DescribePreCheckStatus: [
        check("Failed", first),
        check("Failed", first),
        check("Checking"),
        check("Failed", second),
      ],
    });
    const names = [];
    for (let at = 0; at < 4; at += 1) names.push((await driver.precheckReport("d1")).check);
    expect(names[1]).toBe(names[0]);
    expect(new Set(names).size).toBe(3);
  });

  it("is the same one when its items are listed in another order", async () => {
    const [one, other] = ["2026-12-01T10:00:00Z", "2026-12-01T10:00:07Z"].map((BootTime, at) => ({
      Item: `CHECK_${at}`,
      State: "Success",
      BootTime,
    }));
    const check = (...JobProgress: object[]) => ({ JobId: "p1", State: "Finished", JobProgress });
    const { driver } = await serviceWith({ DescribePreCheckStatus: [check(one!, other!), check(other!, one!)] });
    const first = await driver.precheckReport("d1");
    expect((await driver.precheckReport("d1")).check).toBe(first.check);
  });

  it("is not there yet where the service refuses the question, and has the task", async () => {
    const { driver } = await serviceWith({
      ...listed({ Status: "NotStarted" }),
      DescribePreCheckStatus: [{ Success: false, ErrCode: "InvalidJobStatus", ErrMessage: "no" }],
    });
    const none = { check: "none: InvalidJobStatus", running: true, items: [] };
    expect(await driver.shownPrecheck!("d1")).toEqual(none);
    expect(await driver.precheckReport("d1")).toEqual(none);
  });

  it.each<[string, string, Body]>([
    ["says so", "InvalidJobId", {}],
    ["says so of its instance", "Forbidden.InstanceNotFound", {}],
    [
      "refuses the question with another code, and no longer has the task",
      "InvalidParameter",
      {
        DescribeDtsJobs: [{ DtsJobList: [], TotalRecordCount: 0 }],
        DescribeDtsJobDetail: [{ Success: false, ErrCode: "InvalidJobId", ErrMessage: "no" }],
      },
    ],
  ])("is not waited for once the task is gone: the service %s", async (_title, ErrCode, more) => {
    const { driver } = await serviceWith({
      ...more,
      DescribePreCheckStatus: [{ Success: false, ErrCode, ErrMessage: "no" }],
    });
    const told = /has no task d1 any more: somebody removed it; run the update again/;
    await expect(driver.precheckReport("d1")).rejects.toThrow(told);
    await expect(driver.shownPrecheck!("d1")).rejects.toThrow(told);
  });

  it("is not known where the account may not ask for it", async () => {
    const { driver } = await serviceWith({
      DescribePreCheckStatus: [{ Success: false, ErrCode: "Forbidden.RAM", ErrMessage: "no" }],
    });
    await expect(driver.shownPrecheck!("d1")).rejects.toThrow(/Forbidden\.RAM/);
  });

  it.each<[string, Body, string]>([
    ["has failed", { State: "Failed", JobProgress: [{ Item: "CHECK_NET", State: "Failed" }] }, "CHECK_NET fail"],
    ["has failed without an item", { State: "Failed" }, "precheck of sub unknown"],
    ["says it is over and counts a failure", { State: "Finished", ErrorItem: 1 }, "precheck of sub unknown"],
    ["is in a word of no table", { State: "Resting" }, "precheck of sub unknown"],
  ])("is not passed if a part's check %s", async (_title, part, found) => {
    for (const field of ["SubDistributedJobStatus", "FullNetCheckJobStatus"]) {
      const whole = items(["CHECK_SRC", "Success"]);
      const { driver } = await serviceWith({
        DescribePreCheckStatus: [{ ...whole, [field]: [{ JobName: "sub", ...part }] }],
      });
      const report = await driver.precheckReport("d1");
      expect(report.items.map(({ item, result }) => `${item} ${result}`)).toEqual(["CHECK_SRC pass", found]);
    }
  });

  it("is running while a part's check is running, and passes with it", async () => {
    const whole = items(["CHECK_SRC", "Success"]);
    const part = (State: string) => ({ ...whole, SubDistributedJobStatus: [{ JobName: "sub", State }] });
    const { driver } = await serviceWith({ DescribePreCheckStatus: [part("Checking"), part("Finished")] });
    expect(await driver.precheckReport("d1")).toMatchObject({ running: true });
    expect(await driver.precheckReport("d1")).toMatchObject({ running: false, passRate: 100 });
  });

  it("keeps a failure next to a pass of the same name", async () => {
    const failed = { Item: "CHECK_CONN_SRC", State: "Failed" };
    const { driver } = await serviceWith({
      DescribePreCheckStatus: [{ State: "Finished", JobProgress: [failed, { ...failed, State: "Success" }] }],
    });
    const { items } = await driver.precheckReport("d1");
    expect(items.map(({ item, result }) => [item, result])).toEqual([
      ["CHECK_CONN_SRC", "fail"],
      ["CHECK_CONN_SRC", "pass"],
    ]);
  });

  it("lets only those warnings pass that the run has judged", async () => {
    const one = items(["CHECK_SRC", "Warning"], ["CHECK_ENGINE", "Success"]);
    const more = items(["CHECK_SRC", "Warning"], ["CHECK_ENGINE", "Warning"]);
    const { driver, calls } = await serviceWith({
      DescribePreCheckStatus: [one, more, one],
      SkipPreCheck: [{}],
      StartDtsJob: [{}],
    });
    const of = (wanted: string) => calls.filter(({ action }) => action === wanted);
    await driver.precheckReport("d1");
    await expect(driver.start("d1")).rejects.toThrow(
      /now warns of CHECK_ENGINE, which nobody has reviewed.*not started/s,
    );
    expect([...of("SkipPreCheck"), ...of("StartDtsJob")]).toEqual([]);
    await driver.start("d1");
    expect(of("SkipPreCheck").map(({ query }) => query.get("SkipPreCheckItems"))).toEqual(['["CHECK_SRC"]']);
    expect(of("StartDtsJob")).toHaveLength(1);
  });
});

describe("a failed call to Alibaba DTS", () => {
  it("is reported without the password in its address", () => {
    const message = "ConnectTimeout: Connect HTTP://dts.example/?DtsJobId=d1&Password=S3cret failed.";
    const { message: told } = toAlicloudError("changing a password", new Error(message), "Alibaba DTS");
    expect(told).toContain("ConnectTimeout: Connect HTTP://dts.example/ failed.");
    expect(told).not.toContain("S3cret");
  });

  it("is reported without the request as the service would have signed it", () => {
    const start = "Specified signature is not matched with our calculation.";
    for (const signed of [
      "server string to sign is:POST&%2F&Action%3DModifyDtsJobPassword%26Password%3DS3cret",
      "server CanonicalRequest is:POST\n/\nPassword=S3cret\nx-acs-security-token:S3cret",
    ]) {
      const error = {
        code: "SignatureDoesNotMatch",
        statusCode: 400,
        message: `SignatureDoesNotMatch: ${start} ${signed}`,
      };
      const { message: told } = toAlicloudError("changing a password", error, "Alibaba DTS");
      expect(told).toContain(start);
      expect(told).not.toContain("S3cret");
    }
  });

  it("is ended by dbferry's own time limit", async () => {
    const { config } = await serviceWith({});
    const client = new DtsClient(config, { deadlineMs: 200, maxBytes: 1000, maxDepth: 10 });
    const error = await changePassword(client, "d1", "source", { user: "ferry", password: "S3cret" }).catch(
      (thrown: Error) => thrown,
    );
    expect((error as Error).message).toMatch(/did not respond within 0.2 s/);
    expect(`${(error as Error).stack}${JSON.stringify(error)}`).not.toContain("S3cret");
  });
});

it("a live task is ended with the clean-up permissions", () => {
  for (const call of [TENCENT_CALLS["dts CompleteMigrateJob"], ALIBABA_DTS_CALLS.WhiteIpList])
    expect(call.purposes).toContain("clean");
});

describe("the progress of an Alibaba DTS task", () => {
  const at = async (job: Body) => (await serviceWith(listed({ ...RUNNING, ...job }))).driver.progress("d1");

  it("has the percentage and the rows of the load", async () => {
    const DataInitializationStatus = { Status: "Migrating", Percent: "42", Progress: "81200" };
    const loading = { DataInitializationStatus, DataSynchronizationStatus: { Status: "NotStarted" } };
    expect(await at(loading)).toMatchObject({ percent: 42, rows: 81_200, parts: { data: 42 } });
  });

  it("has the lag in seconds, and no rows if the service gives no number", async () => {
    const { lagSeconds, rows } = await at({ Delay: 2500 });
    expect([lagSeconds, rows]).toEqual([3, undefined]);
  });
});
