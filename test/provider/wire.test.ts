import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Location } from "../../model/clouds/location";
import { plain, type Values } from "../../plugin/values";
import { closeOpenings, listOpenings } from "../../provider/audit";
import { PATIENCE } from "../support/patience";
import { MIGRATION, OWNERSHIP, ProviderStage, type Resource, SHOP } from "./support/stage";

let stage: ProviderStage;

beforeAll(async () => {
  stage = await ProviderStage.raise();
});
afterAll(() => stage?.sandbox.stop());

/** Everything that `prepare` creates, except for what a test leaves out. */
async function prepare(without: ("allowlist" | "targetRule")[] = []) {
  const { eip, host } = stage.vendorsPart();
  const task = await stage.task(eip, host);
  const privateIp = stage.out(task, "privateIp");
  const made: Resource[] = [task];
  if (!without.includes("allowlist")) made.push(await stage.allow([`${eip.address}/32`]));
  const close = without.includes("targetRule") ? () => {} : stage.openTarget(privateIp);
  const source = await stage.account("source", [eip.address], task.id);
  const target = await stage.account("target", [privateIp], task.id);
  made.push(source, target);
  const passwords = { source: stage.out(source, "password"), target: stage.out(target, "password") };
  const run = (change: Values = {}) =>
    stage.create("TaskRun", stage.runInputs(stage.out(task, "taskId"), host, passwords, change));
  const down = async (...more: Resource[]) => {
    for (const one of [...more, ...made.slice(1), task]) await stage.delete(one);
    close();
  };
  return { eip, host, task, privateIp, passwords, run, made, down };
}

const both = (): Location[] => [
  { cloud: "alicloud", region: stage.sandbox.source.region },
  { cloud: "huaweicloud", region: stage.sandbox.target.region },
];
const asked = (migration: string) => ({ migration, ownership: OWNERSHIP });
const left = () => listOpenings(stage.config, both(), asked(MIGRATION));

describe("a migration over the wire", () => {
  beforeEach(() => stage.sql("source", ...SHOP));
  afterEach(() => stage.clear());

  it("goes from an empty target to a proven cutover, and leaves nothing", async () => {
    const m = await prepare();
    expect(plain(m.task.outputs)).toMatchObject({
      publicIp: m.eip.address,
      egressCidrs: [`${m.eip.address}/32`],
      condition: "ready",
    });

    const gate = await stage.create("Preflight", {
      engine: "drs",
      source: stage.admin("source"),
      target: stage.admin("target"),
      databases: ["shop"],
      callers: [m.eip.address],
      exemptions: ["C01", "C02"].map((check) => ({
        check,
        reason: "the sandbox is on loopback",
        owner: "test",
        expires: "2099-01-01T00:00:00Z",
      })),
    });
    const run = await m.run();
    expect(plain(run.outputs)).toMatchObject({ reached: "incremental" });
    await stage.sql("source", "INSERT INTO shop.purchase (customer, cents) VALUES (2, 4711)");

    for (const one of [...m.made, gate, run]) expect(await stage.drifts(one), one.type).toBe(false);

    const cutover = await stage.create("Cutover", {
      task: "dbferry-shop",
      engine: "drs",
      source: stage.admin("source"),
      target: stage.admin("target"),
      databases: ["shop"],
      quietSeconds: 0.2,
      actor: "test",
      exemptions: ["G05", "G07"].map((gate) => ({
        gate,
        reason: "the test has no application",
        owner: "test",
        expires: "2099-01-01T00:00:00Z",
      })),
    });
    const record = plain(cutover.outputs) as Record<string, unknown>;
    expect(record).toMatchObject({
      rowsSource: 8,
      rowsTarget: 8,
      checksumEqual: true,
      structureEqual: true,
      actor: "test",
    });
    expect(record["gtid"]).toMatch(/^[0-9a-f-]{36}:/);
    expect(await stage.drifts(run), "a run that nobody expects to end").toBe(true);
    const afterwards = { ...run, inputs: { ...run.inputs, afterCutover: true } };
    const task = await stage.seen(m.task);
    expect(task).toMatchObject({ condition: "over" });
    expect(task).not.toHaveProperty("drift");
    for (const one of [...m.made.slice(1), afterwards]) expect(await stage.drifts(one), one.type).toBe(false);

    await m.down(run);
    stage.sandbox.world.huaweicloud.eips.release(m.eip.id);
    stage.sandbox.world.alicloud.rds.releasePublicEndpoint(stage.sandbox.source.instanceId);
    expect(await left()).toMatchObject({ openings: [], unread: [] });
    const [rows] = await stage.sql<{ n: number }>("target", "SELECT COUNT(*) AS n FROM shop.purchase");
    expect(Number(rows!.n)).toBe(5);
    const users = await stage.sql("target", "SELECT user FROM mysql.user WHERE user LIKE 'df\\_%'");
    expect(users).toEqual([]);

    const everything = JSON.stringify([m.task, run, gate, cutover]) + stage.log.text;
    for (const secret of [
      ...Object.values(m.passwords),
      stage.sandbox.source.admin.password,
      stage.sandbox.target.admin.password,
    ]) {
      expect(everything).not.toContain(secret);
    }
  });

  it("finishes with the one task after an interruption in the middle of the copy", async () => {
    const m = await prepare();
    stage.sandbox.world.faults.copyRowsPerSecond = 5;
    const inputs = stage.handlers.check(
      "dbferry:index:TaskRun",
      undefined,
      stage.runInputs(stage.out(m.task, "taskId"), m.host, m.passwords),
    ).inputs;
    // A time limit interrupts it during the copy, and pauses the task.
    const call = { urn: "u", type: "dbferry:index:TaskRun", timeoutSeconds: 0.4 };
    await expect(stage.handlers.create(call, inputs, false)).rejects.toThrow(/gave up watching/);
    stage.sandbox.world.faults.copyRowsPerSecond = undefined;
    const again = await stage.task(m.eip, m.host);
    expect(again.id).toBe(m.task.id);
    expect(plain((await m.run()).outputs)).toMatchObject({ reached: "incremental" });
    await m.down();
  });
});

describe("what stops a run, over the wire", () => {
  beforeAll(() => stage.sql("source", ...SHOP));
  afterEach(() => stage.clear());

  async function refusal(
    without: ("allowlist" | "targetRule")[],
    change: (m: Awaited<ReturnType<typeof prepare>>) => Values = () => ({}),
  ): Promise<string> {
    const m = await prepare(without);
    try {
      const error: Error = await m.run(change(m)).then(
        () => new Error("it ran"),
        (thrown) => thrown,
      );
      const state = await stage.handlers.read(
        { urn: "u", type: m.task.type },
        m.task.id,
        m.task.inputs,
        m.task.outputs,
      );
      expect(plain(state!.outputs)).toEqual(plain(m.task.outputs));
      return error.message.replaceAll(m.eip.address, "<eip>").replaceAll(m.privateIp, "<task>");
    } finally {
      await m.down();
    }
  }

  it("a missing allowlist entry", async () => {
    expect(await refusal(["allowlist"])).toMatch(
      /allowlist of rm-bp1dbferrysource1 \(Alibaba RDS\) has no entry for the caller <eip>[\s\S]*fix: add <eip>\/32/,
    );
  });

  it("a closed security group", async () => {
    expect(await refusal(["targetRule"])).toMatch(
      /security group \S+ of \S+ does not let in the task's address <task> on port 3306/,
    );
  });

  it("a wrong password", async () => {
    const wrong = (m: { host: string; passwords: { target: string } }) =>
      stage.runInputs("", m.host, { source: "not-the-password", target: m.passwords.target });
    expect(await refusal([], (m) => ({ source: wrong(m)["source"] as Values }))).toMatch(
      /refuses user 'df_shop_[0-9a-f]{6}' with this password from <eip>/,
    );
  });

  it("an unreachable port", async () => {
    const { faults } = stage.sandbox.world;
    const port = (m: { host: string; passwords: { source: string; target: string } }) => {
      faults.refusedPorts = new Set([":3306"]);
      return { source: stage.runInputs("", m.host, m.passwords)["source"] as Values };
    };
    try {
      expect(await refusal([], port)).toMatch(/nothing listens on port 3306/);
    } finally {
      faults.refusedPorts = new Set();
    }
  });

  it("a target that is not empty", async () => {
    await stage.sql("target", ...SHOP);
    expect(await refusal([])).toMatch(/precheck failed; the task was not started[\s\S]*ExistedInDst\S*: failed/i);
  });

  it("a binary log in statement format", async () => {
    await stage.sql("source", "SET GLOBAL binlog_format = 'STATEMENT'");
    try {
      expect(await refusal([])).toMatch(
        /srcBinlogFormatCheck: failed; found: .*STATEMENT.*fix: SET GLOBAL binlog_format = 'ROW'/,
      );
    } finally {
      await stage.sql("source", "SET GLOBAL binlog_format = 'ROW'");
    }
  });
});

describe("reading the clouds back", () => {
  afterEach(() => stage.clear());

  it("lists everything that a migration opened, with address, port and where, and closes it", async () => {
    const m = await prepare();
    const { openings, unread } = await left();
    expect(unread).toEqual([]);
    expect(openings.map(({ kind }) => kind)).toEqual([
      "task",
      "allowlistGroup",
      "securityGroupRule",
      "publicEndpoint",
      "eip",
    ]);
    expect(openings.find(({ kind }) => kind === "allowlistGroup")).toMatchObject({
      cloud: "alicloud",
      addresses: [m.eip.address],
      migration: MIGRATION,
    });
    expect(openings.find(({ kind }) => kind === "securityGroupRule")).toMatchObject({
      addresses: [`${m.privateIp}/32`],
      port: "3306",
      migration: MIGRATION,
      expires: "2030-01-01T00:00:00.000Z",
    });
    expect(openings.find(({ kind }) => kind === "eip")).toMatchObject({ addresses: [m.eip.address] });
    const another = { migration: "another", ownership: { ...OWNERSHIP, id: "ba9876543210" } };
    expect((await listOpenings(stage.config, both(), another)).openings).toEqual([]);

    expect(await closeOpenings(stage.config, openings, { pollSeconds: 0.05 })).toEqual([]);
    // The cloud takes a while to release the endpoint.
    await vi.waitFor(async () => expect((await left()).openings).toEqual([]), PATIENCE);
    for (const one of m.made) await stage.delete(one);
  });

  it("names the cloud that could not be read", async () => {
    const config = { ...stage.config, huaweicloud: { ...stage.config.huaweicloud, secretKey: "wrong" } };
    const [alibaba, huawei] = both();
    const { read, unread } = await listOpenings(config, both(), asked(MIGRATION));
    expect(read).toEqual([alibaba]);
    expect(unread).toEqual([{ at: huawei, reason: expect.stringMatching(/APIGW\.0301/) }]);
  });
});
