import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Migration } from "../../../components/migration";
import type { Phase } from "../../../model/phase";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";
import { printedBy } from "../support/hostPrinted";
import { Registrations, settled } from "../support/registered";

let made: Registrations;
let said: string[] = [];

const returned = ({ type, name, inputs }: pulumi.runtime.MockResourceArgs): any => {
  if (name === "shop-host-rules") return { ...inputs, stdout: printedBy(inputs.stdin) };
  if (type.endsWith(":ReplicationTask"))
    return { ...inputs, taskId: "task-1", privateIp: "192.168.10.77", egressCidrs: ["192.168.10.77/32"] };
  if (type.endsWith(":MigrationRecord"))
    return {
      ...inputs,
      byHand: [{ server: "192.168.10.30", from: "192.168.10.77", port: 3307, until: NOW.toISOString() }],
    };
  return inputs;
};

async function build(phase: Phase, more: object = {}, over: object = { path: "vpc" }) {
  await made.start(false, returned);
  const { migration } = parseMigration(
    smallestMigration((spec) => {
      Object.assign(spec, over);
      spec.source = {
        ...spec.target,
        ...{ place: "vm", cloud: "huaweicloud", instanceId: "ecs-1", securityGroupId: "sg-2" },
        ...{ privateIp: "192.168.10.30", port: 3307, databases: ["shop"], admin: { user: "dba" } },
        ...more,
      };
    }),
    phase,
    NOW,
  );
  const passwords = { source: "one", target: "two", ...("ssh" in more ? { sourceSshKey: "key" } : {}) };
  const ownership = { organization: "acme", project: "dbferry", stack: "test", id: "4f1c0d9be2a7" };
  const args = { spec: migration, phase, passwords, ...("ssh" in more ? { ownership } : {}) };
  const built = new Migration("shop", args);
  await settled(built.urn);
  await settled(built.hostOpenings);
  await pulumi.runtime.disconnect();
  return built;
}

beforeEach(() => {
  made = new Registrations();
  said = [];
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.spyOn(pulumi.log, "warn").mockImplementation(async (message) => void said.push(message));
});
afterEach(async () => {
  await pulumi.runtime.disconnect();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const rules = () =>
  made
    .of("NetworkingSecgroupRule")
    .map(({ name, inputs }) => [name, inputs.securityGroupId, inputs.remoteIpPrefix, inputs.ports])
    .sort();

it("a machine gets one rule in its security group, its account, and no public address", async () => {
  await build("prepare");
  expect(made.list()).toEqual([
    "shop dbferry:index:Migration",
    "shop-account dbferry:index:MysqlAccount",
    "shop-record dbferry:index:MigrationRecord",
    "shop-source-access dbferry:index:HuaweicloudTargetAccess",
    "shop-source-access huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule",
    "shop-target-access dbferry:index:HuaweicloudTargetAccess",
    "shop-target-access huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule",
    "shop-task dbferry:index:HuaweicloudDrsTask",
    "shop-task dbferry:index:ReplicationTask",
  ]);
  expect(rules()).toEqual([
    ["shop-source-access", "sg-2", "192.168.10.77/32", "3307"],
    ["shop-target-access", "sg-1", "192.168.10.77/32", "3306"],
  ]);
});

it("the machine's own firewall is opened through SSH where the file says how, besides its security group", async () => {
  const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH";
  const built = await build("prepare", { ssh: { host: "192.168.10.30", hostKey, firewall: "iptables" } });
  expect(made.of("Command").map(({ name }) => name)).toEqual(["shop-ssh", "shop-host-rules"]);
  expect(made.of("Command")[1]!.inputs.stdin).toContain("-s 192.168.10.77/32 -p tcp -m tcp --dport 3307");
  expect(rules()).toHaveLength(2);
  expect(await settled(built.hostOpenings)).toContain("# opened by dbferry on 192.168.10.30: TCP port 3307");
  expect(said).toEqual([]);
});

it("one rule serves both servers where they share a group and a port", async () => {
  await build("prepare", { securityGroupId: "sg-1", port: 3306 });
  expect(rules()).toEqual([["shop-source-access", "sg-1", "192.168.10.77/32", "3306"]]);
});

it("a machine in another VPC gets a peering with a route on both sides, and one rule for the task's address there", async () => {
  const peering = { sourceNetwork: "172.16.10.0/24", targetNetwork: "192.168.10.0/24" };
  const apart = { vpcId: "vpc-2", subnetId: "subnet-2", privateIp: "172.16.10.30" };
  await build("prepare", apart, { path: "peering", peering });
  const [peered] = made.of("VpcPeeringConnection");
  expect(peered!.inputs).toMatchObject({ region: "cn-north-4", vpcId: "vpc-1", peerVpcId: "vpc-2" });
  expect(made.of("VpcRoute").map(({ inputs }) => [inputs.vpcId, inputs.destination, inputs.type])).toEqual([
    ["vpc-1", "172.16.10.0/24", "peering"],
    ["vpc-2", "192.168.10.0/24", "peering"],
  ]);
  expect(rules()).toEqual([
    ["shop-source-access", "sg-2", "192.168.10.77/32", "3307"],
    ["shop-target-access", "sg-1", "192.168.10.77/32", "3306"],
  ]);
  const [task] = made.of("ReplicationTask");
  expect(task!.inputs.source).toMatchObject({ machineId: "ecs-1", vpcId: "vpc-2", host: "172.16.10.30" });
});

it("the task knows the machine by its own kind of id, and by no instance's", async () => {
  await build("prepare");
  const [task] = made.of("ReplicationTask");
  expect(task!.inputs.source).toMatchObject({ machineId: "ecs-1", host: "192.168.10.30", port: 3307, vpcId: "vpc-1" });
  expect(task!.inputs.source.instanceId).toBeUndefined();
});

it("a person is told what to open on the machine's own firewall, and at the end what to close", async () => {
  await build("prepare");
  expect(said.join("\n")).toContain("on the firewall of the source's machine, if it has one");
  expect(said.join("\n")).toContain("# open on 192.168.10.30: TCP port 3307 from 192.168.10.77, and nothing else");
  const [record] = made.of("MigrationRecord");
  expect(record!.inputs.byHand).toMatchObject([{ server: "192.168.10.30", from: "192.168.10.77", port: 3307 }]);
  // The rule of the security group is read like any other.
  expect(record!.inputs.needs).toHaveLength(2);
  said = [];
  made = new Registrations();
  await build("done");
  expect(said.join("\n")).toContain("# close on 192.168.10.30: TCP port 3307 from 192.168.10.77, if it was opened");
});
