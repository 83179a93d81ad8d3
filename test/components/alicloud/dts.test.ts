import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Migration } from "../../../components/migration";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";
import { Registrations, settled } from "../support/registered";

const [OUTSIDE, INSIDE] = [
  ["192.0.2.32/29", "192.0.2.40/29"],
  ["100.104.52.0/24", "100.104.53.0/24"],
];
const RDS = { place: "alicloud-rds", region: "cn-hangzhou", instanceId: "rm-bp1t", admin: { user: "root" } };
const plainSource = { reason: "accepted", owner: "dba@example.com", expires: "2026-12-01T00:00:00Z" };

let made: Registrations;

async function build(source: object, path: "public" | "vpc", listed: object, preview = false) {
  await made.start(preview, ({ type, inputs }) =>
    type.endsWith(":ReplicationTask") ? { ...inputs, taskId: "task-1", ...listed } : inputs,
  );
  const { migration } = parseMigration(
    smallestMigration((spec) =>
      Object.assign(spec, {
        ...{ engine: "alibaba-dts", path, source, target: RDS },
        task: path === "public" ? { plainSource } : {},
      }),
    ),
    "prepare",
    NOW,
  );
  const built = new Migration("shop", {
    spec: migration,
    phase: "prepare",
    passwords: { source: "one", target: "two" },
  });
  await settled(built.urn);
  if (!preview) await settled(built.egressCidrs);
  await pulumi.runtime.disconnect();
}
const ONPREM = { place: "onprem", host: "db.example.com", port: 3307, databases: ["shop"], admin: { user: "dba" } };
const TENCENT = {
  place: "tencentcloud-mysql",
  region: "ap-guangzhou",
  instanceId: "cdb-abcdefgh",
  vpcId: "vpc-1",
  subnetId: "subnet-1",
  securityGroupId: "sg-1",
  privateIp: "10.20.10.10",
  endpoint: { host: "gz-cdb-abcdefgh.sql.tencentcdb.com", port: 20134 },
  databases: ["shop"],
  admin: { user: "dba" },
};

beforeEach(() => {
  made = new Registrations();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.spyOn(pulumi.log, "warn").mockResolvedValue();
  vi.spyOn(pulumi.log, "info").mockResolvedValue();
});
afterEach(async () => {
  await pulumi.runtime.disconnect();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a task of Alibaba DTS", () => {
  it("from on premises opens nothing but the target, for its ranges inside the cloud", async () => {
    await build(ONPREM, "public", { egressCidrs: OUTSIDE, targetCidrs: INSIDE });
    expect(vi.mocked(pulumi.log.info).mock.calls.flat().join()).toContain(
      "on the source, the task creates an empty database test, which dbferry does not drop",
    );
    expect(made.list()).toEqual([
      "shop dbferry:index:Migration",
      "shop-account dbferry:index:MysqlAccount",
      "shop-record dbferry:index:MigrationRecord",
      "shop-target-allowlist dbferry:index:AlicloudTemporaryAllowlist",
      "shop-target-allowlist dbferry:index:AllowlistEntry",
      "shop-task dbferry:index:ReplicationTask",
    ]);
    expect(made.of("AllowlistEntry")[0]!.inputs.cidrs).toEqual(INSIDE);
    expect(made.of("MysqlAccount")[0]!.inputs.hosts).toEqual([
      "192.0.2.32/255.255.255.248",
      "192.0.2.40/255.255.255.248",
    ]);
    expect(made.of("ReplicationTask")[0]!.inputs).toMatchObject({
      engine: "alibaba-dts",
      path: "public",
      source: { cloud: "onprem", host: "db.example.com", port: 3307 },
      target: { cloud: "alicloud", region: "cn-hangzhou", instanceId: "rm-bp1t" },
    });
  });

  it("from TencentDB lets its ranges of the internet in at the source, and those inside the cloud at the target", async () => {
    await build(TENCENT, "public", { egressCidrs: OUTSIDE, targetCidrs: INSIDE });
    const lists = Object.fromEntries(made.of("AllowlistEntry").map(({ inputs }) => [inputs.cloud, inputs.cidrs]));
    expect(lists).toEqual({ tencentcloud: OUTSIDE, alicloud: INSIDE });
    expect(made.of("ReplicationTask")[0]!.inputs.source).toMatchObject({
      ...{ cloud: "tencentcloud", host: TENCENT.endpoint.host, port: TENCENT.endpoint.port },
    });
  });

  it("inside the cloud has one list for both", async () => {
    const source = { ...RDS, instanceId: "rm-bp1s", databases: ["shop"], admin: { user: "dba" } };
    await build(source, "vpc", { egressCidrs: INSIDE });
    expect(made.of("AllowlistEntry").map(({ inputs }) => inputs.cidrs)).toEqual([INSIDE, INSIDE]);
    expect(vi.mocked(pulumi.log.info).mock.calls.flat().join()).not.toContain("on the source");
  });

  it("in a preview has no addresses yet", async () => {
    await build(ONPREM, "public", {}, true);
    expect(made.of("AllowlistEntry")).toHaveLength(1);
  });
});
