import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dtsClient } from "../sandbox/alicloud/dts/client";
import { alibabaField } from "./alibabaField";
import type { Field } from "./harness";
import { settles } from "./phases";

/** TencentDB to Alibaba RDS by Alibaba DTS over the internet, on the real engine. */
describe("a migration from TencentDB to Alibaba Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof alibabaField<"tencentcloud">>>;
  let field: Field;
  beforeAll(async () => {
    made = await alibabaField(() => {}, "tencentcloud");
    field = made.field;
    const { securityGroups } = world();
    const common = { protocol: "tcp", description: "", modifiedAt: Date.now() };
    securityGroups.insert(made.sandbox.source.securityGroupId, "ingress", [
      { ...common, port: "3306", action: "ACCEPT", cidr: "10.20.0.0/16", description: "the application" },
      { ...common, port: "ALL", action: "DROP", cidr: "0.0.0.0/0" },
    ]);
  });
  afterAll(() => field?.close());

  const world = () => made.sandbox.world.tencentcloud;
  const FOREIGN = ["the application: ACCEPT 10.20.0.0/16 3306", ": DROP 0.0.0.0/0 ALL"];
  const BLOCKS = ["192.0.2.32/29", "192.0.2.40/29"];
  const INSIDE = ["100.104.52.0/24", "100.104.53.0/24"];
  const policies = () =>
    world()
      .securityGroups.find(made.sandbox.source.securityGroupId)!
      .policies.ingress.map(({ description, action, cidr, port }) => `${description}: ${action} ${cidr} ${port}`);
  const opened = () => [
    ...BLOCKS.map((block) => expect.stringMatching(new RegExp(`^dbferry_shop_[0-9a-f]{6}: ACCEPT ${block} 3306$`))),
    ...FOREIGN,
  ];
  const inTarget = () =>
    made.sandbox.world.alicloud.rds
      .list()
      .flatMap(({ allowlists }) => [...allowlists].filter(([name]) => name !== "default"))
      .flatMap(([, entries]) => [...entries]);
  const tasks = async (): Promise<any[]> => {
    const { endpoints, credentials } = made.sandbox;
    return (await dtsClient(endpoints.alicloud.dts, credentials.alicloud)("DescribeDtsJobs")).DtsJobList;
  };
  const words = (text: string) => text.replace(/\s+/g, " ");
  /** An update with another source, which is refused with nothing made. @returns what it says */
  const refused = async (source: object) => {
    field.configure((config) => Object.assign(config["dbferry:migration"].source, source));
    const done = await field.up("prepare");
    expect(done.code, done.text).not.toBe(0);
    expect(await tasks()).toEqual([]);
    expect(policies()).toEqual(FOREIGN);
    expect(inTarget()).toEqual([]);
    return words(done.text);
  };

  it("refuses before anything is created a source without its public endpoint, a closed one, and a region of another cloud", async () => {
    const { instanceId, region } = made.sandbox.source;
    expect(await refused({})).toMatch(/source\.endpoint: nothing; needed: the public endpoint of the instance/);
    const host = `gz-${instanceId}.sql.tencentcdb.com`;
    expect(await refused({ endpoint: { host, port: 20000 } })).toContain(`public access of ${instanceId} is not open`);
    world().cdb.openWan(instanceId);
    const { domain, port } = world().cdb.find(instanceId)!.wan!;
    const endpoint = { host: domain, port };
    expect(await refused({ endpoint, region: "cn-hangzhou" })).toMatch(
      /source\.region: "cn-hangzhou"; needed: a region of tencentcloud/,
    );
    field.configure((config) => Object.assign(config["dbferry:migration"].source, { endpoint, region }));
  });

  it("prepare lets the service's ranges in before every other policy, and at the target those of its own network", async () => {
    await settles(field, "prepare");
    expect(policies()).toEqual(opened());
    expect(inTarget()).toEqual(INSIDE);
    const [task] = await tasks();
    const { domain, port } = world().cdb.find(made.sandbox.source.instanceId)!.wan!;
    expect(task.SourceEndpoint).toMatchObject({
      InstanceType: "OTHER",
      Ip: domain,
      Port: String(port),
      Region: made.sandbox.target.region,
    });
    expect(task.PayType).toBe("");
  });

  it("is named by the doctor where a policy is gone, or lets in another address", async () => {
    const { securityGroups } = world();
    const { securityGroupId, instanceId } = made.sandbox.source;
    const healthy = await field.dbferry("doctor");
    expect(words(healthy.text)).toContain("as read from the cloud, it admits");
    securityGroups.remove(securityGroupId, "ingress", [0]);
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).not.toBe(0);
    expect(words(doctor.text)).toContain(`the security group of ${instanceId} does not let in`);
  });

  it("migrate puts back the policy that was removed, loads and replicates", async () => {
    await settles(field, "migrate");
    // The policy that was put back is now the first of all.
    expect(policies()).toEqual(expect.arrayContaining(opened()));
    expect(policies()).toHaveLength(opened().length);
    expect(policies().slice(-FOREIGN.length)).toEqual(FOREIGN);
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task, both lists and the account, and exits 1", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    const { securityGroupId } = made.sandbox.source;
    for (const one of [
      `security group ${securityGroupId}, policies dbferry_shop`,
      "allowlist group dbferry_shop",
      "Alibaba DTS task dbferry-shop",
      "account",
    ])
      expect(words(audit.text)).toContain(one);
  });

  it("cutover proves and completes, done leaves nothing open and what others have there", async () => {
    await settles(field, "cutover");
    await settles(field, "done");
    expect(policies()).toEqual(FOREIGN);
    expect(inTarget()).toEqual([]);
    expect(await tasks()).toEqual([]);
    expect(world().cdb.find(made.sandbox.source.instanceId)!.wan).toBeDefined();
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });
});
