import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";
import { huaweiVmField } from "./huaweiVmField";
import { typed } from "./onpremField";
import { settles } from "./phases";
import { watchSockets } from "./sockets";

/** MySQL on Huawei ECS to Huawei RDS in one VPC by Huawei DRS (S000.21-S000.32), on the real engine. */
describe("a migration from a machine of Huawei Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof huaweiVmField>>;
  let field: Field;
  let watch: SocketWatch;
  beforeAll(async () => {
    made = await huaweiVmField();
    field = made.field;
    watch = watchSockets(field);
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const world = () => made.sandbox.world.huaweicloud;
  const rulesOf = (group: string) =>
    world()
      .securityGroups.rules(group)
      .filter(({ direction }) => direction === "ingress")
      .map(({ remoteIpPrefix, ports }) => `${remoteIpPrefix} ${ports}`)
      .sort();
  const atMachine = () => rulesOf(made.machine.securityGroupId);
  const SSH = "10.9.0.0/16 22";
  const words = (text: string) => text.replace(/\s+/g, " ");
  const task = async () => (await field.tasks())[0]!;
  const address = async () => (await task()).privateIp!;
  let printed = "";

  it.each([
    ["in another VPC", { vpcId: "another-vpc" }, "over the path vpc, both are in one VPC"],
    ["in another region", { region: "cn-south-1" }, "source.region: cn-south-1; needed: cn-north-4"],
    [
      "in another cloud",
      { cloud: "tencentcloud", region: "ap-guangzhou" },
      "Huawei DRS reaches only machines in its own cloud",
    ],
    ["with another security group", { securityGroupId: "sg-other" }, "source.securityGroupId: sg-other; needed: "],
    ["in another subnet", { subnetId: "subnet-other" }, "source.subnetId: subnet-other; needed: "],
    ["at another address", { privateIp: "192.168.10.250" }, "source.privateIp: 192.168.10.250; needed: "],
    [
      "that does not exist",
      { instanceId: "no-such-machine" },
      "no-such-machine, which has no network interface in cn-north-4",
    ],
  ])("refuses a machine %s before anything is created", async (_, change, says) => {
    let before = {};
    field.configure((config) => {
      const at = config["dbferry:migration"].source;
      before = { ...at };
      Object.assign(at, change);
    });
    const done = await field.up("prepare");
    field.configure((config) => {
      config["dbferry:migration"].source = before;
    });
    expect(done.code, done.text).not.toBe(0);
    expect(words(done.text)).toContain(says);
    expect(await field.tasks()).toEqual([]);
    expect(atMachine()).toEqual([SSH]);
  });

  it("prepare opens the machine's security group for the task alone, and prints what to open on the machine", async () => {
    printed = await settles(field, "prepare");
    const from = await address();
    expect(atMachine()).toEqual([SSH, `${from}/32 3306`].sort());
    expect(rulesOf(made.sandbox.target.securityGroupId)).toEqual([`${from}/32 3306`]);
    expect(world().eips.list()).toEqual([]);
    expect(printed).toContain(`# open on ${made.machine.privateIp}: TCP port 3306 from ${from}, and nothing else`);
    expect(words(printed)).toContain("on the firewall of the source's machine, if it has one");
    expect(made.machine.firewall.list()).toEqual([]);
    const users = await field.as("source", (db) =>
      db.query("SELECT User, Host FROM mysql.user WHERE User LIKE 'df\\_shop%'"),
    );
    expect(users.map(({ Host }) => Host)).toEqual([from]);
  });

  it("migrate gives up while the machine's firewall keeps the task out, and says that the cloud lets it in", async () => {
    made.machine.firewall.run("iptables -I INPUT 1 -s 192.168.10.250 -p tcp --dport 3306 -j ACCEPT");
    const done = await field.up("migrate");
    made.machine.firewall.run("iptables -D INPUT -s 192.168.10.250 -p tcp --dport 3306 -j ACCEPT");
    const from = await address();
    expect(done.code, done.text).not.toBe(0);
    expect(words(done.text)).toContain(
      `no answer, although the security group ${made.machine.securityGroupId} lets in ${from} on port 3306`,
    );
    expect(words(done.text)).toContain(`let ${from}, and no other address in its place, in to TCP port 3306`);
    expect((await task()).state).toBe("configuring");
    expect(await field.targetDatabases()).toEqual([]);
  });

  it("nor does it start where the security group has the rule for another address, which the doctor names", async () => {
    expect(typed(made.machine, printed, "-I")).toHaveLength(1);
    const { securityGroups } = world();
    const group = made.machine.securityGroupId;
    const ours = securityGroups.rules(group).find(({ ports }) => ports === "3306")!;
    securityGroups.removeRule(ours.id);
    const { id: _, createdAt, ...rule } = ours;
    const wrong = securityGroups.addRule({ ...rule, remoteIpPrefix: "192.168.20.250/32" });
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).not.toBe(0);
    expect(words(doctor.text)).toContain(
      `the security group ${group} of ${made.machine.id} does not let in the task's address`,
    );
    securityGroups.removeRule(wrong.id);
  });

  it("migrate puts the rule back, loads and replicates", async () => {
    await settles(field, "migrate");
    expect(atMachine()).toEqual([SSH, `${await address()}/32 3306`].sort());
    expect(await field.targetDatabases()).toContain("shop");
    const doctor = await field.dbferry("doctor");
    expect(words(doctor.text)).toContain("open security group as read from the cloud, it admits");
  });

  it("audit finds the task and both rules, and says that it has not looked at the machine's firewall", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const group of [made.machine.securityGroupId, made.sandbox.target.securityGroupId])
      expect(words(audit.text)).toContain(`security group ${group}`);
    expect(audit.text).toContain("Huawei DRS task");
    expect(audit.text).toContain(`not checked: the firewall in front of ${made.machine.privateIp}:3306`);
  });

  it("cutover proves; done closes what dbferry opened, keeps what is not its own, and proves nothing of the machine", async () => {
    const from = await address();
    await settles(field, "cutover");
    const done = await settles(field, "done");
    expect(atMachine()).toEqual([SSH]);
    expect(rulesOf(made.sandbox.target.securityGroupId)).toEqual([]);
    expect(made.machine.firewall.admits(from, 3306)).toBe(true);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    expect(audit.text).toContain(`close, if it was opened, TCP port 3306 from ${from}`);
    expect((await field.dbferry("status")).text).toContain("NOT KNOWN");
    expect(typed(made.machine, done, "-D")).toHaveLength(1);
    expect(made.machine.firewall.list()).toEqual([]);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
  });
});

describe("a migration from a machine of Huawei Cloud that is given up", () => {
  let made: Awaited<ReturnType<typeof huaweiVmField>>;
  beforeAll(async () => {
    made = await huaweiVmField();
  });
  afterAll(() => made?.field.close());

  it("ends with nothing of dbferry's left, unproven only for the machine's own firewall", async () => {
    const { field, machine, sandbox } = made;
    const prepared = await field.up("prepare");
    expect(prepared.code, prepared.text).toBe(0);
    const cancel = await field.dbferry("cancel", "--yes");
    expect(cancel.code, cancel.text).toBe(3);
    expect(cancel.text).toContain("dbferry has nothing more to remove of shop");
    expect(cancel.text).toContain("iptables -D INPUT");
    const left = sandbox.world.huaweicloud.securityGroups.rules(machine.securityGroupId);
    expect(left.map(({ description }) => description)).toEqual(["ssh"]);
    expect(await field.tasks()).toEqual([]);
  });
});
