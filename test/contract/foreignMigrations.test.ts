import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ALIBABA_DTS_CALLS } from "../../provider/permissions/alibabaDts";
import { ALIBABA_ECS_CALLS } from "../../provider/permissions/alibabaEcs";
import { ALIBABA_VPC_CALLS } from "../../provider/permissions/alibabaVpc";
import { ALICLOUD_CALLS } from "../../provider/permissions/alicloud";
import { HUAWEI_CALLS } from "../../provider/permissions/huaweicloud";
import { TENCENT_CALLS } from "../../provider/permissions/tencentcloud";
import { vendorClients } from "../../scripts/clients/environment";
import { PATIENCE } from "../support/patience";
import { madeAndRemoved as alibabaVpn } from "./support/alibabaVpn";
import { reportClients } from "./support/contract";
import { PythonClients } from "./support/pythonClients";
import { Refused, Speaker } from "./support/spoken";
import { madeAndRemoved as vpnOfTencent } from "./support/tencentVpn";
import { madeAndRemoved } from "./support/vpn";

let python: PythonClients;
let speaker: Speaker;
beforeAll(async () => {
  python = PythonClients.start(await vendorClients());
  speaker = new Speaker(python);
}, 300_000);
afterAll(() => {
  if (!python) return;
  reportClients(python.calls);
  python.stop();
});

/** Every call that dbferry's own clients can make. */
const OWN = {
  huaweicloud: Object.keys(HUAWEI_CALLS).map((call) => `huaweicloud ${call.replaceAll(/\{\w+\}/g, "{}")}`),
  tencentcloud: Object.keys(TENCENT_CALLS).map((call) => `tencentcloud ${call}`),
  alicloud: [
    ...Object.keys(ALIBABA_DTS_CALLS).map((call) => `alicloud dts ${call}`),
    ...Object.keys(ALIBABA_ECS_CALLS).map((call) => `alicloud ecs ${call}`),
    ...Object.keys(ALIBABA_VPC_CALLS).map((call) => `alicloud vpc ${call}`),
    ...Object.keys(ALICLOUD_CALLS).map((call) => `alicloud rds ${call[0]!.toUpperCase()}${call.slice(1)}`),
  ],
};

async function refusal(call: Promise<unknown>): Promise<Refused> {
  const error = await call.then(
    (answer) => expect.unreachable(`the call was not refused: ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
  if (!(error instanceof Refused)) throw error;
  expect([error.code, error.message], String(error)).not.toContain(null);
  return error;
}

describe("a migration run in the sandbox by the vendors' Python SDKs", { timeout: 120_000 }, () => {
  test("Huawei DRS: every call of the driver is answered, and refused in the vendor's form", async () => {
    const cloud = await speaker.huaweicloud();
    const ended = await cloud.configured({ name: "ferry-ended" });
    await cloud.end(ended, "force_terminate");
    const id = await cloud.configured();
    await cloud.send("drs", `/v5/{p}/jobs/${id}`, {
      method: "PUT",
      body: {
        job: {
          type: "db_object",
          params: { db_object: { object_scope: "database", object_info: { shop: { name: "shop", all: true } } } },
        },
      },
    });
    await cloud.prechecked(id);
    const window = { begin: "00:00", end: "23:59", speed: "10", is_utc: true };
    await cloud.jobs("/batch-limit-speed", { speed_limits: [{ job_id: id, speed_limit: [window] }] }, "PUT");
    await cloud.start(id, { start_time: String(Date.now() + 7_200_000) });
    await cloud.until(id, "WAITING_FOR_START");
    await cloud.send("drs", `/v5/{p}/jobs/${id}/action`, {
      method: "POST",
      body: { job: { action_name: "start", action_params: {} } },
    });
    await cloud.until(id, "FULL_TRANSFER_STARTED");
    await cloud.jobs("/batch-progress", { jobs: [id] });
    const passwords = [{ job_id: id, end_point_type: "so", db_password: "source-secret" }];
    await cloud.jobs("/batch-modify-pwd", { jobs: passwords }, "PUT");
    cloud.movers.at(-1)!.set("incremental", { percent: 100 });
    await cloud.until(id, "INCRE_TRANSFER_STARTED");
    const { id: comparison } = await cloud.jobs(`/${id}/table/compare`, {
      type: "contents",
      compare_object: [{ db_name: "shop", table_name: ["orders"] }],
      options: { contentCompareType: "static", lobCompare: "length" },
    });
    await cloud.send("drs", `/v3/{p}/jobs/${id}/table/compare`, { query: { limit: 10, offset: 0 } });
    await cloud.send("drs", `/v3/{p}/jobs/${id}/compare/${comparison}/content-detail`, { query: { type: "compare" } });
    await cloud.jobs("/batch-pause-task", { jobs: [{ job_id: id, pause_mode: "target" }] });
    await cloud.until(id, "PAUSING");
    await cloud.jobs("/batch-retry-task", { jobs: [{ job_id: id, is_sync_re_edit: false }] });
    await cloud.detail(id);
    await cloud.jobs("", { cur_page: 1, per_page: 10, db_use_type: "migration" });
    for (const [service, path] of [
      ["drs", "/v3/{p}/quotas"],
      ["vpc", "/v3/{p}/eip/publicips"],
      ["vpc", "/v1/{p}/quotas"],
      ["vpc", "/v3/{p}/vpc/security-group-rules"],
      ["vpc", "/v2.0/vpc/peerings"],
      ["vpc", "/v1/{p}/subnets"],
      ["rds", "/v3/{p}/instances"],
    ] as const)
      await cloud.send(service, path);
    const { ports } = await cloud.send("vpc", "/v1/{p}/ports");
    await cloud.send("vpc", `/v1/{p}/subnets/${ports[0].network_id}`);
    const { id: far } = cloud.world.huaweicloud.vpcs.add({ region: "cn-north-4", name: "far", cidr: "10.1.0.0/16" });
    const peered = { name: "ferry", request_vpc_info: { vpc_id: cloud.rds.vpcId }, accept_vpc_info: { vpc_id: far } };
    const { peering } = await cloud.send("vpc", "/v2.0/vpc/peerings", { method: "POST", body: { peering: peered } });
    await cloud.send("vpc", `/v2.0/vpc/peerings/${peering.id}`);
    const { routetables } = await cloud.send("vpc", "/v1/{p}/routetables", { query: { vpc_id: far } });
    const table = `/v1/{p}/routetables/${routetables[0].id}`;
    const route = { type: "peering", destination: "192.168.10.0/24", nexthop: peering.id };
    for (const change of ["add", "mod", "del"])
      await cloud.send("vpc", table, { method: "PUT", body: { routetable: { routes: { [change]: [route] } } } });
    expect((await cloud.send("vpc", table)).routetable.routes).toEqual([]);
    await cloud.send("vpc", `/v2.0/vpc/peerings/${peering.id}`, { method: "DELETE" });
    await cloud.send("vpc", `/v3/{p}/eip/publicips/${cloud.eip().id}`);
    await cloud.send("vpc", `/v1/{p}/publicips/${cloud.eip().id}`, { method: "DELETE" });
    const { security_group_rule } = await cloud.send("vpc", "/v3/{p}/vpc/security-group-rules", {
      method: "POST",
      body: {
        security_group_rule: {
          security_group_id: cloud.groupId,
          direction: "ingress",
          protocol: "tcp",
          multiport: "3306",
          remote_ip_prefix: "203.0.113.1/32",
        },
      },
    });
    await cloud.send("vpc", `/v3/{p}/vpc/security-groups/${cloud.groupId}`);
    await cloud.send("vpc", `/v3/{p}/vpc/security-group-rules/${security_group_rule.id}`);
    await cloud.send("vpc", `/v3/{p}/vpc/security-group-rules/${security_group_rule.id}`, { method: "DELETE" });
    await madeAndRemoved(cloud);
    expect(OWN.huaweicloud.filter((call) => !speaker.answered.has(call))).toEqual([]);

    for (const call of OWN.huaweicloud) {
      const [, service, method, path] = /^huaweicloud (\w+) (\w+) (.*)$/.exec(call)!;
      const url = path!.replace("{}", "{p}").replaceAll("{}", "00000000-0000-4000-8000-000000000000");
      const without =
        method === "GET" || method === "DELETE" ? { query: { colour: "red" } } : { body: { colour: "red" } };
      const how = url.endsWith("batch-jobs") ? { body: { colour: "red" } } : without;
      await refusal(cloud.send(service as "drs", url, { method: method as "GET", ...how }));
    }
    await cloud.close();
    expect(OWN.huaweicloud.filter((call) => !speaker.refused.has(call))).toEqual([]);
  });

  test("Tencent DTS: every call of the driver is answered, and refused in the vendor's form", async () => {
    const scripted = await speaker.tencentcloud();
    const id = await scripted.ready();
    await scripted.dts("DescribeMigrationJobs", { Limit: 20, Offset: 0 });
    await scripted.dts("DescribeMigrationCheckJob", { JobId: id });
    await scripted.dts("ModifyMigrateName", { JobId: id, JobName: "renamed" });
    const options = { Method: "sampleDataCheck", SampleRate: 30, Type: "independent" };
    const { CompareTaskId } = await scripted.dts("CreateCompareTask", { JobId: id, TaskName: "x", Options: options });
    const comparison = { JobId: id, CompareTaskId };
    await scripted.dts("StartCompare", comparison);
    await scripted.dts("DescribeCompareTasks", { JobId: id, Limit: 100, Offset: 0 });
    await scripted.dts("DescribeCompareReport", { ...comparison, SkippedLimit: 100, SkippedOffset: 0 });
    await scripted.dts("StopCompare", comparison);
    await scripted.wait(() => scripted.dts("DeleteCompareTask", comparison));
    await scripted.dts("PauseMigrateJob", { JobId: id });
    await scripted.until(id, "manualPaused");
    await scripted.dts("ContinueMigrateJob", { JobId: id });
    await scripted.until(id, "readyComplete");
    await scripted.dts("CompleteMigrateJob", { JobId: id });
    await scripted.until(id, "success");
    const failing = await scripted.running();
    scripted.mover.set("failed", { failure: { during: "full", why: "mysql", text: "the table is full" } });
    await scripted.until(failing, "error");
    await scripted.dts("ResumeMigrateJob", { JobId: failing, ResumeOption: "normal" });
    await scripted.until(failing, "running");
    await scripted.dts("StopMigrateJob", { JobId: failing });
    await scripted.until(failing, "canceled");
    await scripted.dts("IsolateMigrateJob", { JobId: failing });
    await scripted.until(failing, "isolated");
    await scripted.dts("DestroyMigrateJob", { JobId: failing });
    await scripted.cloud.call("cdb", "DescribeDBInstances");
    const { instanceId: InstanceId, securityGroupId: SecurityGroupId } = scripted.cloud.source;
    await scripted.cloud.call("cdb", "DescribeDBSecurityGroups", { InstanceId });
    await scripted.cloud.call("vpc", "DescribeSecurityGroups", { Limit: "100", Offset: "0" });
    const read = () => scripted.cloud.call("vpc", "DescribeSecurityGroupPolicies", { SecurityGroupId });
    const policy = { Protocol: "TCP", Port: "3306", CidrBlock: "203.0.113.1/32", Action: "ACCEPT" };
    for (const [action, change] of [
      ["CreateSecurityGroupPolicies", { PolicyIndex: 0, ...policy, PolicyDescription: "dbferry_shop" }],
      ["DeleteSecurityGroupPolicies", { PolicyIndex: 0 }],
    ] as const) {
      const { Version } = (await read()).SecurityGroupPolicySet;
      const SecurityGroupPolicySet = { Version, Ingress: [change] };
      await scripted.cloud.call("vpc", action, { SecurityGroupId, SecurityGroupPolicySet });
    }
    expect((await read()).SecurityGroupPolicySet.Ingress).toEqual([]);
    await vpnOfTencent(scripted.cloud, (check) => scripted.wait(check));
    expect(OWN.tencentcloud.filter((call) => !speaker.answered.has(call))).toEqual([]);

    for (const call of OWN.tencentcloud) {
      const [, service, action] = call.split(" ");
      await refusal(scripted.cloud.call(service as "dts", action!, { Colour: "red" }));
    }
    await scripted.cloud.close();
    expect(OWN.tencentcloud.filter((call) => !speaker.refused.has(call))).toEqual([]);
  });

  test("Alibaba DTS and RDS: every call of the driver is answered, and refused in the vendor's form", async () => {
    const cloud = await speaker.alicloud();
    const dts = (action: string, query?: Record<string, unknown>) => cloud.call("dts", action, query);
    const region = { RegionId: "cn-hangzhou" };
    const { DtsJobId, DtsInstanceId } = await dts("ConfigureDtsJob", {
      ...region,
      DtsJobName: "shop",
      JobType: "MIGRATION",
      StructureInitialization: true,
      DataInitialization: true,
      DataSynchronization: true,
      SourceEndpointInstanceType: "RDS",
      SourceEndpointInstanceID: "rm-source",
      SourceEndpointRegion: "cn-hangzhou",
      DestinationEndpointInstanceType: "RDS",
      DestinationEndpointInstanceID: "rm-target",
      DestinationEndpointRegion: "cn-hangzhou",
      DbList: JSON.stringify({ shop: { name: "shop", all: true } }),
    });
    const status = async () => (await dts("DescribeDtsJobs", { DtsJobId })).DtsJobList[0].Status;
    const until = (wanted: string) => vi.waitFor(async () => expect(await status()).toBe(wanted), PATIENCE);
    await dts("CreateDtsInstance", { ...region, JobId: DtsJobId, PayType: "PostPaid", InstanceClass: "small" });
    await dts("TagResources", {
      ...region,
      ResourceType: "ALIYUN::DTS::INSTANCE",
      "ResourceId.1": DtsInstanceId,
      "Tag.1.Key": "dbferry",
      "Tag.1.Value": "shop",
    });
    await dts("ModifyDtsJobName", { DtsJobId, DtsJobName: "renamed" });
    await dts("DescribeDtsJobDetail", { DtsJobId });
    await dts("DescribeDataCheckTableDetails", { DtsJobId, CheckType: 1, PageNumber: 1, PageSize: 50 });
    await dts("WhiteIpList", { Region: "cn-hangzhou", Type: "internet" });
    await dts("StartDtsJob", { DtsJobId });
    await until("PrecheckFailed");
    await dts("DescribePreCheckStatus", { DtsJobId, JobCode: "01" });
    await dts("SkipPreCheck", { DtsJobId, Skip: true, SkipPreCheckItems: JSON.stringify(["CHECK_SRC"]) });
    await dts("StartDtsJob", { DtsJobId });
    await until("Migrating");
    cloud.movers[0]!.set("incremental", { percent: 100, caughtUp: true });
    await dts("ModifyDtsJobPassword", { DtsJobId, Endpoint: "src", UserName: "ferry", Password: "another-secret" });
    await vi.waitFor(() => dts("SuspendDtsJob", { DtsJobId }), PATIENCE);
    await until("Suspending");
    await dts("StopDtsJob", { DtsJobId });
    await dts("DeleteDtsJob", { DtsJobId });

    const instance = { DBInstanceId: "rm-source" };
    const rds = (action: string, query: Record<string, unknown> = instance) => cloud.call("rds", action, query);
    await rds("DescribeDBInstances", region);
    for (const action of ["DescribeDBInstanceAttribute", "DescribeDBInstanceIPArrayList", "DescribeBackupTasks"])
      await rds(action);
    await rds("DescribeBackupPolicy");
    await rds("ModifySecurityIps", { ...instance, SecurityIps: "203.0.113.1", DBInstanceIPArrayName: "shop" });
    await rds("AllocateInstancePublicConnection", { ...instance, ConnectionStringPrefix: "shop-pub", Port: "3306" });
    const host = await vi.waitFor(async () => {
      const { DBInstanceNetInfos } = await rds("DescribeDBInstanceNetInfo");
      const open = DBInstanceNetInfos.DBInstanceNetInfo.find(({ IPType }: any) => IPType === "Public");
      expect(open).toBeDefined();
      return open.ConnectionString as string;
    }, PATIENCE);
    await vi.waitFor(
      () => rds("ReleaseInstancePublicConnection", { ...instance, CurrentConnectionString: host }),
      PATIENCE,
    );
    const inGroup = { ...region, SecurityGroupId: cloud.group };
    await cloud.call("ecs", "DescribeInstances", region);
    await cloud.call("ecs", "DescribeSecurityGroups", region);
    await cloud.call("ecs", "AuthorizeSecurityGroup", {
      ...inGroup,
      "Permissions.1.IpProtocol": "TCP",
      "Permissions.1.PortRange": "3306/3306",
      "Permissions.1.SourceCidrIp": "100.104.52.0/24",
    });
    const { Permissions } = await cloud.call("ecs", "DescribeSecurityGroupAttribute", inGroup);
    await cloud.call("ecs", "RevokeSecurityGroup", {
      ...inGroup,
      "SecurityGroupRuleId.1": Permissions.Permission[0].SecurityGroupRuleId,
    });
    await alibabaVpn(cloud);
    expect(OWN.alicloud.filter((call) => !speaker.answered.has(call))).toEqual([]);

    for (const call of OWN.alicloud) {
      const [, service, action] = call.split(" ");
      await refusal(cloud.call(service as "dts", action!, { Colour: "red" }));
    }
    await cloud.close();
    expect(OWN.alicloud.filter((call) => !speaker.refused.has(call))).toEqual([]);
  });
});
