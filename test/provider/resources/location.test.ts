import { describe, expect, it } from "vitest";
import type { Location } from "../../../model/clouds/location";
import type { Values } from "../../../plugin/values";
import type { CutoverProof } from "../../../provider/core/cutoverProof";
import { FUNCTIONS } from "../../../provider/functions";
import { cloudsFor } from "../../../provider/registry";
import { runOf, type Stage, stage, TASK } from "../support/fake";
import { FakeDriver, MARK } from "../support/fakeClouds";

const PARTNER: Location = { cloud: "huaweicloud", region: "ap-southeast-3", account: "partner" };
const CONNECT = { host: "127.0.0.1", port: 3306, user: "root", password: "adm-Pa55-canary" };
const TARGET = { ...(TASK["target"] as Values), region: PARTNER.region, account: PARTNER.account! };
const FROM = { id: "job-1", started: true, vendorState: "INCRE_TRANSFER_STARTED" };

/**
 * The task is in the second account's region; the configured one has somebody else's task with the same id and name.
 */
function twoPlaces(): { s: Stage; own: FakeDriver; other: FakeDriver } {
  const s = stage();
  const own = new FakeDriver();
  own.put("incremental", FROM);
  s.driver.put("incremental", FROM);
  s.driverAt = (at) => {
    const { region, account } = (at && "cloud" in at ? at : at?.target) ?? {};
    return region === PARTNER.region && account === PARTNER.account ? own : s.driver;
  };
  return { s, own, other: s.driver };
}

describe("a task in another region and account than the provider's", () => {
  it("is the one that a cutover ends", async () => {
    const { s, own, other } = twoPlaces();
    const proof: CutoverProof = {
      verdicts: [],
      position: undefined,
      tables: [],
      rows: { source: 1, target: 1 },
      checksumEqual: true,
      structureEqual: true,
      expired: [],
      unused: [],
    };
    s.mysql.proveCutover = async () => proof;
    const given = { engine: "drs", source: CONNECT, target: CONNECT, quietSeconds: 0, task: "dbferry-shop" };
    await s.create("Cutover", { ...given, at: { ...PARTNER } });
    expect(own.tasks.get("job-1")).toMatchObject({ state: "ended" });
    expect(other.calls).toEqual([]);
    expect(other.tasks.get("job-1")).toMatchObject({ state: "incremental" });
  });

  it("is ended before its account is dropped", async () => {
    const { s, own, other } = twoPlaces();
    const dropped: string[] = [];
    s.mysql.dropAccount = async (_admin, user) => {
      expect(own.tasks.get("job-1")).toMatchObject({ state: "ended" });
      dropped.push(user);
      return [user];
    };
    const task = { id: "job-1", at: { ...PARTNER }, whenLive: "end" };
    await s.remove("MysqlAccount", "df_shop", {
      connect: CONNECT,
      user: "df_shop",
      hosts: ["203.0.113.10"],
      role: "source",
      engine: "drs",
      task,
    });
    expect(dropped).toEqual(["df_shop"]);
    expect(other.calls).toEqual([]);
  });

  it.each<[string, Values, Values]>([
    ["ReplicationTask", { ...TASK, target: TARGET, adopt: "job-1" }, {}],
    ["TaskRun", runOf("job-1", { target: { ...TARGET, user: "root", password: "adm-Pa55-canary" } }), {}],
    [
      "MigrationRecord",
      { migration: "shop", phase: "prepare", engine: "drs", at: { ...PARTNER } },
      { phase: "prepare", taskId: "job-1" },
    ],
  ])("is the one that %s reads", async (type, inputs, outputs) => {
    const { s, own, other } = twoPlaces();
    await s.read(type, "job-1", inputs, outputs);
    expect(own.calls).toContain("describe");
    expect(other.calls).toEqual([]);
  });

  it("is the one that is searched for after a killed update", async () => {
    const { s, own, other } = twoPlaces();
    own.tasks.get("job-1")!.description = MARK;
    const find = FUNCTIONS["dbferry:index:findLeftovers"]!;
    const clouds = { cloud: () => ({}), driver: (_engine: string, at: Location) => s.driverAt(at) };
    const given = { migration: "shop", engine: "drs", task: "dbferry-shop", stateId: "ffffffffffff", queries: [] };
    const { problems } = (await find.call(clouds as never, { ...given, at: PARTNER })) as { problems: object[] };
    expect(problems).toHaveLength(1);
    expect(own.calls).toEqual(["find"]);
    expect(other.calls).toEqual([]);
  });
});

describe("the driver of an engine", () => {
  const config = {
    huaweicloud: {
      region: "cn-north-4",
      projectId: "p-1",
      accessKey: "ak",
      secretKey: "sk",
      projects: { "cn-east-3": "p-2" },
    },
  };
  const { driver } = cloudsFor(config);
  const at = (region: string, account?: string): Location => ({ cloud: "huaweicloud", region, account });

  it("is kept by region and account", () => {
    expect(driver("drs", at("cn-north-4"))).toBe(driver("drs", at("cn-north-4")));
    expect(driver("drs", at("cn-east-3"))).not.toBe(driver("drs", at("cn-north-4")));
    // Never use the first account's keys for another account, or one region's project for another region.
    expect(() => driver("drs", at("cn-north-4", "partner"))).toThrow(/HW_ACCESS_KEY_PARTNER/);
    expect(() => driver("drs", at("eu-west-101"))).toThrow(/huaweicloud\.projects\.eu-west-101/);
  });

  it("is refused for a place in another cloud", () => {
    expect(() => driver("drs", { cloud: "alicloud", region: "cn-hangzhou" })).toThrow(
      /drs.*alicloud; needed: one in huaweicloud/,
    );
  });
});
