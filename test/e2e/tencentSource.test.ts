import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CALLS } from "../../provider/permissions";
import type { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";
import { settles } from "./phases";
import { watchSockets } from "./sockets";
import { tencentSourceField } from "./tencentSourceField";

/** TencentDB to Huawei RDS by Huawei DRS over the internet (S000.3), on the real engine. */
describe("a migration from TencentDB to Huawei Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof tencentSourceField>>;
  let field: Field;
  let watch: SocketWatch;
  beforeAll(async () => {
    made = await tencentSourceField();
    field = made.field;
    watch = watchSockets(field);
    const { securityGroups } = world();
    const common = { protocol: "tcp", description: "", modifiedAt: Date.now() };
    securityGroups.insert(made.sandbox.source.securityGroupId, "ingress", [
      { ...common, port: "3306", action: "ACCEPT", cidr: "10.20.0.0/16", description: "the application" },
      { ...common, port: "ALL", action: "DROP", cidr: "0.0.0.0/0" },
    ]);
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const world = () => made.sandbox.world.tencentcloud;
  const FOREIGN = ["the application: ACCEPT 10.20.0.0/16 3306", ": DROP 0.0.0.0/0 ALL"];
  /** Ingress policies of the source's group, in order. */
  const policies = () =>
    world()
      .securityGroups.find(made.sandbox.source.securityGroupId)!
      .policies.ingress.map(({ description, action, cidr, port }) => `${description}: ${action} ${cidr} ${port}`);
  const words = (text: string) => text.replace(/\s+/g, " ");
  /** An update with another source, which is refused with nothing made. @returns what it says */
  const refused = async (source: object) => {
    field.configure((config) => Object.assign(config["dbferry:migration"].source, source));
    const done = await field.up("prepare");
    expect(done.code, done.text).not.toBe(0);
    expect(await field.tasks()).toEqual([]);
    expect(made.sandbox.world.huaweicloud.eips.list()).toEqual([]);
    expect(policies()).toEqual(FOREIGN);
    return words(done.text);
  };
  const opened = async () => {
    const [eip] = made.sandbox.world.huaweicloud.eips.list();
    return [
      expect.stringMatching(new RegExp(`^dbferry_shop_[0-9a-f]{6}: ACCEPT ${eip!.address}/32 3306$`)),
      ...FOREIGN,
    ];
  };

  it("refuses before anything is created a source without a public endpoint, a closed one, and another group", async () => {
    const { instanceId, securityGroupId } = made.sandbox.source;
    expect(await refused({})).toMatch(/source\.endpoint: nothing; needed: the public endpoint of the instance/);
    const host = `gz-${instanceId}.sql.tencentcdb.com`;
    expect(await refused({ endpoint: { host, port: 20000 } })).toContain(`public access of ${instanceId} is not open`);
    world().cdb.openWan(instanceId);
    const { domain, port } = world().cdb.find(instanceId)!.wan!;
    expect(await refused({ endpoint: { host: domain, port: port + 1 } })).toContain(`needed: ${domain}:${port}`);
    expect(await refused({ endpoint: { host: domain, port }, securityGroupId: "sg-abcdefgh" })).toContain(
      `source.securityGroupId: sg-abcdefgh; needed: ${securityGroupId}, which ${instanceId} has`,
    );
    field.configure((config) => Object.assign(config["dbferry:migration"].source, { securityGroupId }));
  });

  it("prepare lets the task's EIP in before every other policy, and nobody else", async () => {
    await settles(field, "prepare");
    expect(policies()).toEqual(await opened());
    expect(await field.targetDatabases()).toEqual([]);
  });

  it("is named by the doctor where the policy is gone", async () => {
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
    expect(policies()).toEqual(await opened());
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task, its EIP and the policy, also when somebody has made it wider, and exits 1", async () => {
    const { securityGroupId } = made.sandbox.source;
    const found = async () => {
      const audit = await field.dbferry("audit");
      expect(audit.code, audit.text).toBe(1);
      return words(audit.text);
    };
    for (const one of [`security group ${securityGroupId}, policies dbferry_shop`, "EIP", "Huawei DRS task"])
      expect(await found()).toContain(one);
    const [policy] = world().securityGroups.find(securityGroupId)!.policies.ingress;
    policy!.port = "ALL";
    expect(await found()).toContain(`security group ${securityGroupId}, policies dbferry_shop`);
    policy!.port = "3306";
  });

  it("cutover proves and completes, done leaves nothing open and what others have there", async () => {
    await settles(field, "cutover");
    await settles(field, "done");
    expect(policies()).toEqual(FOREIGN);
    expect(world().cdb.find(made.sandbox.source.instanceId)!.wan).toBeDefined();
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });

  it("made only declared calls", async () => {
    const declared = new Set(
      CALLS.tencentcloud.flatMap((table) => Object.keys(table)).map((name) => `tencentcloud ${name}`),
    );
    const seen = [...made.sandbox.world.calls].filter((call) => call.startsWith("tencentcloud "));
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.filter((call) => !declared.has(call))).toEqual([]);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
  });
});
