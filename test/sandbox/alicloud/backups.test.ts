import RdsClient, * as rds from "@alicloud/rds20140815";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ALLOW_VARIABLE } from "../../../model/endpoints";
import { backupObstacles } from "../../../provider/clouds/alicloud/backups";
import { Alicloud } from "../../../provider/clouds/alicloud/client";
import type { AlicloudServices } from "../../../sandbox/alicloud";
import { startAlicloud } from "../../../sandbox/alicloud";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";

const credentials = { accessKey: "LTAIsandbox", secretKey: "alibaba-secret", region: "cn-hangzhou" };
const mysql = { host: "127.0.0.1", port: 1, admin: { user: "root", password: "x" }, version: "5.6.24" };
const ID = "rm-source01";
const JOBS = [
  { id: "4762614", mode: "Automated", status: "Uploading", percent: 25 },
  { id: "4762615", mode: "Manual", status: "NoStart", percent: 0 },
] as const;

let world: SandboxWorld;
let services: AlicloudServices;
let allowed: string | undefined;

beforeEach(async () => {
  allowed = process.env[ALLOW_VARIABLE];
  process.env[ALLOW_VARIABLE] = "http://127.0.0.1";
  world = newWorld();
  world.alicloud.rds.add({ id: ID, region: "cn-hangzhou", description: "shop", mysql });
  services = await startAlicloud({ world, credentials });
});
afterEach(async () => {
  if (allowed === undefined) delete process.env[ALLOW_VARIABLE];
  else process.env[ALLOW_VARIABLE] = allowed;
  await services.close();
});

async function jobs(request: Partial<rds.DescribeBackupTasksRequest> = {}): Promise<(string | undefined)[]> {
  const client = new RdsClient({
    accessKeyId: credentials.accessKey,
    accessKeySecret: credentials.secretKey,
    protocol: "HTTP",
    endpoint: new URL(services.endpoints.rds).host,
    regionId: "cn-hangzhou",
    toMap: () => ({}),
  } as unknown as ConstructorParameters<typeof RdsClient>[0]);
  const { body } = await client.describeBackupTasks(
    new rds.DescribeBackupTasksRequest({ DBInstanceId: ID, ...request }),
  );
  return body!.items!.backupJob!.map(({ backupJobId }) => backupJobId);
}

test("backup jobs of an instance are listed by state, mode and id, as the vendor's client reads them", async () => {
  expect(await jobs()).toEqual([]);
  world.alicloud.rds.get(ID).backupJobs = [...JOBS];
  expect(await jobs()).toEqual(["4762614", "4762615"]);
  expect(await jobs({ backupJobStatus: "Progressing" })).toEqual(["4762614"]);
  expect(await jobs({ backupMode: "Manual" })).toEqual(["4762615"]);
  expect(await jobs({ backupJobId: 4762614 })).toEqual(["4762614"]);
  await expect(jobs({ backupJobStatus: "Running" })).rejects.toThrow(/BackupJobStatus/);
  await expect(jobs({ DBInstanceId: "rm-other" })).rejects.toThrow(/does not exist/);
  await expect(jobs({ flag: "x" })).rejects.toThrow(/does not implement it/);
});

test("what prevents a backup from starting is named: the instance's state, each job, automatic backup", async () => {
  const alicloud = new Alicloud({ ...credentials, endpoints: services.endpoints });
  expect(await backupObstacles(alicloud, "cn-hangzhou", ID)).toEqual([
    expect.stringMatching(/automatic backup of rm-source01 is enabled \(Tuesday,Thursday,Saturday, 02:00Z-03:00Z\)/),
  ]);
  world.alicloud.rds.get(ID).backupJobs = [...JOBS];
  world.alicloud.rds.setStatus(ID, "EngineVersionUpgrading");
  const found = (await backupObstacles(alicloud, "cn-hangzhou", ID)).join("\n");
  expect(found).toMatch(/rm-source01 is in the state EngineVersionUpgrading/);
  expect(found).toMatch(
    /a backup job is running on rm-source01 \(job 4762614, Automated, Uploading, 25 %\): wait until it ends/,
  );
  expect(found).toMatch(/job 4762615, Manual, NoStart/);
});
