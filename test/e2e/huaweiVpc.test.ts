import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";
import { huaweiField } from "./huaweiField";
import { settles } from "./phases";
import { watchSockets } from "./sockets";

/** Huawei RDS to Huawei RDS in one VPC by Huawei DRS (S000.22, S000.23), on the real engine. */
describe("a migration inside a VPC of Huawei Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof huaweiField>>;
  let field: Field;
  let watch: SocketWatch;
  beforeAll(async () => {
    made = await huaweiField();
    field = made.field;
    watch = watchSockets(field);
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const world = () => made.sandbox.world.huaweicloud;
  /** Ingress rules of both groups, as "group address port". */
  const admitted = () =>
    world()
      .securityGroups.rules()
      .filter(({ direction }) => direction === "ingress")
      .map(({ securityGroupId, remoteIpPrefix, ports }) => `${securityGroupId} ${remoteIpPrefix} ${ports}`)
      .sort();
  const groups = () => [made.sandbox.source.securityGroupId, made.sandbox.target.securityGroupId];
  const opened = async () => {
    const [task] = await field.tasks();
    return groups()
      .map((group) => `${group} ${task!.privateIp}/32 3306`)
      .sort();
  };
  const words = (text: string) => text.replace(/\s+/g, " ");
  /** An update with a change of the source that is wrong on purpose, taken back afterwards. */
  const wrong = async (source: object) => {
    const { sandbox } = made;
    field.configure((config) => Object.assign(config["dbferry:migration"].source, source));
    const done = await field.up("prepare");
    const { vpcId, securityGroupId } = sandbox.source;
    field.configure((config) => Object.assign(config["dbferry:migration"].source, { vpcId, securityGroupId }));
    expect(done.code, done.text).not.toBe(0);
    expect(await field.tasks()).toEqual([]);
    expect(admitted()).toEqual([]);
    return words(done.text);
  };

  it("refuses a source in another VPC, and one with another security group, before anything is created", async () => {
    expect(await wrong({ vpcId: "another-vpc" })).toContain("over the path vpc, both are in one VPC");
    expect(await wrong({ securityGroupId: "another-group" })).toContain(
      `source.securityGroupId: another-group; needed: ${made.sandbox.source.securityGroupId}`,
    );
  });

  it("prepare opens both servers for the task's private address alone, and there is no public one", async () => {
    await settles(field, "prepare");
    expect(admitted()).toEqual(await opened());
    expect(world().eips.list()).toEqual([]);
    expect(await field.targetDatabases()).toEqual([]);
  });

  it("migrate stops with the reason where the source keeps the task out, which the doctor names too", async () => {
    const [group] = groups();
    const { faults } = made.sandbox.world;
    faults.closedSecurityGroups.add(group!);
    const done = await field.up("migrate");
    expect(done.code, done.text).not.toBe(0);
    expect(words(done.text)).toMatch(/the task cannot reach the source|source.*connect timed out/);
    faults.closedSecurityGroups.delete(group!);
    const rule = world()
      .securityGroups.rules()
      .find(({ securityGroupId, direction }) => securityGroupId === group && direction === "ingress");
    world().securityGroups.removeRule(rule!.id);
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).not.toBe(0);
    expect(words(doctor.text)).toContain(`the security group ${group}`);
    expect(words(doctor.text)).toContain("does not let in the task's address");
  });

  it("migrate puts back the rule that was removed, loads and replicates", async () => {
    await settles(field, "migrate");
    expect(admitted()).toEqual(await opened());
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task and both rules, and exits 1", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const group of groups()) expect(words(audit.text)).toContain(`security group ${group}`);
    expect(words(audit.text)).toContain("Huawei DRS task");
  });

  it("cutover proves and completes, done leaves nothing open and nothing billed", async () => {
    await settles(field, "cutover");
    await settles(field, "done");
    expect(admitted()).toEqual([]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
  });
});
