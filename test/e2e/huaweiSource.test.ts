import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";
import { huaweiField } from "./huaweiField";
import { bindEip } from "./huaweiSource";
import { settles } from "./phases";
import { watchSockets } from "./sockets";

/** Huawei RDS to Huawei RDS by Huawei DRS over the internet (S000.3, S001.3), on the real engine. */
describe("a migration from Huawei RDS over the public network, phase by phase", () => {
  let made: Awaited<ReturnType<typeof huaweiField>>;
  let field: Field;
  let watch: SocketWatch;
  beforeAll(async () => {
    made = await huaweiField("public");
    field = made.field;
    watch = watchSockets(field);
    const rule = { securityGroupId: group(), direction: "ingress", ethertype: "IPv4", protocol: "tcp" } as const;
    const { securityGroups } = world();
    securityGroups.addRule({ ...rule, ports: "3306", remoteIpPrefix: "172.16.0.0/16", description: "the application" });
    // A name that only looks like ours, of another migration next to it.
    securityGroups.addRule({
      ...rule,
      ports: "3306",
      remoteIpPrefix: "203.0.113.250/32",
      description: "dbferry_crm_aabbcc",
    });
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const world = () => made.sandbox.world.huaweicloud;
  const group = () => made.sandbox.source.securityGroupId;
  const FOREIGN = ["dbferry_crm_aabbcc: 203.0.113.250/32 3306", "the application: 172.16.0.0/16 3306"];
  /** Ingress rules of the source's group. */
  const rules = () =>
    world()
      .securityGroups.rules(group())
      .filter(({ direction }) => direction === "ingress")
      .map(({ description, remoteIpPrefix, ports }) => `${description}: ${remoteIpPrefix} ${ports}`)
      .sort();
  const ours = () =>
    world()
      .securityGroups.rules(group())
      .find(({ description }) => /^dbferry_shop_/.test(description))!;
  const ownEip = () =>
    world()
      .eips.list()
      .find(({ boundTo }) => boundTo === made.sandbox.source.instanceId)!;
  /** The task's EIP; the other one is the source's own. */
  const taskEip = () =>
    world()
      .eips.list()
      .filter(({ name }) => name.startsWith("dbferry-"));
  const words = (text: string) => text.replace(/\s+/g, " ");
  /** An update with another source, which is refused with nothing made. @returns what it says */
  const refused = async (source: object) => {
    field.configure((config) => Object.assign(config["dbferry:migration"].source, source));
    const done = await field.up("prepare");
    expect(done.code, done.text).not.toBe(0);
    expect(await field.tasks()).toEqual([]);
    expect(taskEip()).toEqual([]);
    expect(rules()).toEqual(FOREIGN);
    return words(done.text);
  };
  const opened = () => {
    const [eip] = taskEip();
    return [
      ...FOREIGN.slice(0, 1),
      expect.stringMatching(new RegExp(`^dbferry_shop_[0-9a-f]{6}: ${eip!.address}/32 3306$`)),
      ...FOREIGN.slice(1),
    ];
  };

  it("refuses before anything is created a source without an EIP, another address, port, group and region", async () => {
    const { instanceId, securityGroupId, region } = made.sandbox.source;
    expect(await refused({})).toMatch(/source\.endpoint: nothing; needed: the public endpoint .*bind an EIP/);
    const unbound = await refused({ endpoint: { host: "203.0.113.200", port: 3306 } });
    expect(unbound).toContain(`no EIP is bound to ${instanceId}`);
    const { host, port } = bindEip(made.sandbox);
    expect(await refused({ endpoint: { host: "203.0.113.200", port } })).toContain(`needed: ${host}:${port}, which`);
    expect(await refused({ endpoint: { host, port: 13306 } })).toContain(`needed: ${host}:${port}, which`);
    const otherGroup = await refused({ endpoint: { host, port }, securityGroupId: "another-group" });
    expect(otherGroup).toContain(`source.securityGroupId: another-group; needed: ${securityGroupId}`);
    const otherRegion = await refused({ securityGroupId, region: "cn-south-1" });
    expect(otherRegion).toContain("no HW_PROJECT_ID (huaweicloud.projects.cn-south-1 for a second region)");
    field.configure((config) => Object.assign(config["dbferry:migration"].source, { region }));
  });

  it("prepare lets the task's EIP in to the source, and nobody else", async () => {
    await settles(field, "prepare");
    expect(taskEip()).toHaveLength(1);
    expect(rules()).toEqual(opened());
    expect(await field.targetDatabases()).toEqual([]);
  });

  it("migrate stops with the reason where the source keeps the task out, and the doctor names the missing rule", async () => {
    const healthy = await field.dbferry("doctor");
    expect(words(healthy.text)).toContain("as read from the cloud, it admits");
    const { closedSecurityGroups } = made.sandbox.world.faults;
    closedSecurityGroups.add(group());
    const done = await field.up("migrate");
    expect(done.code, done.text).not.toBe(0);
    expect(words(done.text)).toMatch(/connection test failed.*source/);
    closedSecurityGroups.delete(group());
    world().securityGroups.removeRule(ours().id);
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).not.toBe(0);
    expect(words(doctor.text)).toContain(`the security group ${group()}`);
    expect(words(doctor.text)).toContain("does not let in the task's address");
  });

  it("migrate puts back the rule that was removed, loads and replicates", async () => {
    await settles(field, "migrate");
    expect(rules()).toEqual(opened());
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task, its EIP and the rule, also when somebody has made it wider, and nothing of others", async () => {
    const found = async () => {
      const audit = await field.dbferry("audit");
      expect(audit.code, audit.text).toBe(1);
      return words(audit.text);
    };
    const text = await found();
    for (const one of [`security group ${group()}, rules dbferry_shop`, taskEip()[0]!.address, "Huawei DRS task"])
      expect(text).toContain(one);
    for (const one of ["dbferry_crm_", ownEip().address]) expect(text).not.toContain(one);
    const rule = ours();
    delete rule.ports;
    expect(await found()).toContain(`security group ${group()}, rules dbferry_shop`);
    rule.ports = "3306";
  });

  it("done does not forget a rule whose description somebody has changed, and no audit is green beside it", async () => {
    await settles(field, "cutover");
    const rule = ours();
    const { description } = rule;
    rule.description = "web";
    const told = /lets in .+ \(\S+, described as 'web'\) by what dbferry has added/;
    const done = await field.up("done");
    expect(done.code, done.text).not.toBe(0);
    expect(words(done.text)).toMatch(told);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).not.toBe(0);
    expect(words(audit.text)).toMatch(told);
    rule.description = description;
  });

  it("cutover has proven and completed, done leaves nothing open and what others have there", async () => {
    await settles(field, "done");
    expect(rules()).toEqual(FOREIGN);
    expect(taskEip()).toEqual([]);
    expect(world().eips.list()).toMatchObject([{ boundTo: made.sandbox.source.instanceId }]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
  });
});
