import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SocketWatch } from "../support/sockets/watch";
import { alibabaVmField, MACHINES_VPC, TARGETS_VPC } from "./alibabaVmField";
import type { Field } from "./harness";
import { typed } from "./onpremField";
import { settles } from "./phases";
import { watchSockets } from "./sockets";

const BLOCKS = ["100.104.52.0/24", "100.104.53.0/24"];
const SSH = "10.9.0.0/16 22/22";
const OPEN = [SSH, ...BLOCKS.map((block) => `${block} 3306/3306`)].sort();

/** MySQL on Alibaba ECS to Alibaba RDS in another VPC by Alibaba DTS, on the real engine. */
describe("a migration from a machine of Alibaba Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof alibabaVmField>>;
  let field: Field;
  let watch: SocketWatch;
  beforeAll(async () => {
    made = await alibabaVmField();
    field = made.field;
    watch = watchSockets(field);
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const groups = () => made.sandbox.world.alicloud.securityGroups;
  const rules = () => groups().get(made.machine.securityGroupId).rules;
  const admitted = () =>
    rules()
      .map(({ cidr, portRange }) => `${cidr} ${portRange}`)
      .sort();
  const words = (text: string) => text.replace(/\s+/g, " ");
  let printed = "";

  it.each([
    ["in another region", { region: "cn-shanghai" }, ["source.region: cn-shanghai; needed: cn-hangzhou"]],
    [
      "in another cloud",
      { cloud: "huaweicloud", region: "cn-north-4" },
      ["Alibaba DTS reaches only machines in its own cloud"],
    ],
    [
      "with another VPC, group and address than it has, all at once",
      // The machine is in another VPC than the target, which makes no difference to the service.
      { vpcId: TARGETS_VPC, securityGroupId: "sg-other", privateIp: "172.16.10.99" },
      [
        `source.vpcId: ${TARGETS_VPC}; needed: ${MACHINES_VPC}`,
        "source.securityGroupId: sg-other; needed: sg-",
        "source.privateIp: 172.16.10.99; needed: 172.16.10.10",
      ],
    ],
  ])("refuses a machine %s before anything is created", async (_, change, reasons) => {
    let before = {};
    field.configure((config) => {
      before = { ...config["dbferry:migration"].source };
      Object.assign(config["dbferry:migration"].source, change);
    });
    const done = await field.up("prepare");
    field.configure((config) => {
      config["dbferry:migration"].source = before;
    });
    expect(done.code, done.text).not.toBe(0);
    for (const reason of reasons) expect(words(done.text)).toContain(reason);
    expect(admitted()).toEqual([SSH]);
  });

  it("prepare opens the machine's security group for the service's ranges, and prints what to open on the machine", async () => {
    printed = await settles(field, "prepare");
    expect(admitted()).toEqual(OPEN);
    for (const block of BLOCKS)
      expect(printed).toContain(`# open on 172.16.10.10: TCP port 3306 from ${block}, and nothing else`);
    expect(made.machine.firewall.list()).toEqual([]);
  });

  it("migrate gives up while the machine's firewall keeps the task out", async () => {
    const done = await field.up("migrate");
    expect(done.code, done.text).not.toBe(0);
    expect(words(done.text)).toMatch(/CHECK_CONN_SRC/);
    expect(await field.targetDatabases()).toEqual([]);
  });

  it("the doctor names the rule that the security group lacks, and the next update puts it back", async () => {
    expect(typed(made.machine, printed, "-I")).toHaveLength(BLOCKS.length);
    const ours = rules().find(({ cidr }) => cidr === BLOCKS[0])!;
    groups().removeRule(made.machine.securityGroupId, ours.id);
    groups().addRule(made.machine.securityGroupId, { ...ours, cidr: "100.104.99.0/24", description: "by hand" });
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).not.toBe(0);
    expect(words(doctor.text)).toContain(
      `the security group ${made.machine.securityGroupId} of ${made.machine.id} does not let in the task's address 100.104.52.0`,
    );
    const wrong = rules().find(({ cidr }) => cidr === "100.104.99.0/24")!;
    groups().removeRule(made.machine.securityGroupId, wrong.id);
    await settles(field, "migrate");
    expect(admitted()).toEqual(OPEN);
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the rules and the task, and says that it has not looked at the machine's firewall", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    expect(words(audit.text)).toContain(`security group ${made.machine.securityGroupId}, rules dbferry_shop`);
    expect(audit.text).toContain("not checked: the firewall in front of 172.16.10.10:3306");
  });

  it("cutover proves; done closes what dbferry opened, keeps what is not its own, and proves nothing of the machine", async () => {
    await settles(field, "cutover");
    const done = await settles(field, "done");
    expect(admitted()).toEqual([SSH]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    expect(audit.text).toContain(`close, if it was opened, TCP port 3306 from ${BLOCKS[0]}`);
    expect(typed(made.machine, done, "-D")).toHaveLength(BLOCKS.length);
    expect(made.machine.firewall.list()).toEqual([]);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
  });
});

describe("a migration from a machine of Alibaba Cloud that is given up", () => {
  let made: Awaited<ReturnType<typeof alibabaVmField>>;
  beforeAll(async () => {
    made = await alibabaVmField();
  });
  afterAll(() => made?.field.close());

  it("ends with nothing of dbferry's left, unproven only for the machine's own firewall", async () => {
    const { field, machine, sandbox } = made;
    const prepared = await field.up("prepare");
    expect(prepared.code, prepared.text).toBe(0);
    const cancel = await field.dbferry("cancel", "--yes");
    expect(cancel.code, cancel.text).toBe(3);
    expect(cancel.text).toContain("iptables -D INPUT");
    const { rules } = sandbox.world.alicloud.securityGroups.get(machine.securityGroupId);
    expect(rules.map(({ description }) => description)).toEqual(["ssh"]);
  });
});
