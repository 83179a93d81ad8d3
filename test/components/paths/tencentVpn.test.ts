import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Migration } from "../../../components/migration";
import type { Phase } from "../../../model/phase";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";
import { Registrations, settled } from "../support/registered";

let made: Registrations;
let said: string[];
let before: object;

async function build(
  phase: Phase,
  addresses?: string[],
  vpn: object = {},
  more: { source?: object; operator?: object } = {},
) {
  await made.start(false, ({ type, inputs }) => {
    if (type.endsWith(":VpnGateway")) return { ...inputs, publicIpAddress: "203.0.113.13" };
    if (type.startsWith("random:")) return { ...inputs, result: "aBcDeFgHiJkLmNoPqRsTuVwXyZ_aBcDeFgHiJkLmNoPqRsTuV" };
    if (type.endsWith(":ReplicationTask")) return { ...inputs, taskId: "dts-1" };
    if (type.endsWith(":MigrationRecord")) return { ...inputs, byHand: inputs.byHand ?? [] };
    return inputs;
  });
  const { migration } = parseMigration(
    smallestMigration((spec) => {
      spec.source = { place: "onprem", host: "10.1.0.7", databases: ["shop"], admin: { user: "dba" }, ...more.source };
      if (more.operator) spec.operator = more.operator;
      spec.engine = "tencent-dts";
      spec.path = "vpn";
      if (addresses) spec.tencentDts = { addresses };
      spec.vpn = {
        ...{ deviceAddress: "198.51.100.1", deviceSubnets: ["10.1.0.0/24", "10.2.0.0/24"] },
        ...{ cloudSubnets: ["10.20.10.0/24"], routeTableId: "rtb-1" },
        ...vpn,
      };
      const at = { region: "ap-guangzhou", instanceId: "cdb-1", vpcId: "vpc-1", subnetId: "subnet-1" };
      spec.target = {
        ...{ place: "tencentcloud-mysql", ...at, securityGroupId: "sg-1", privateIp: "10.20.10.5" },
        admin: { user: "root" },
      };
    }),
    phase,
    NOW,
  );
  const built = new Migration("shop", { spec: migration, phase, passwords: { source: "one", target: "two" } });
  await settled(built.urn);
  await Promise.all([settled(built.hostOpenings), settled(built.plainText)]);
  await pulumi.runtime.disconnect();
  return built;
}

const inputsOf = (kind: string) => made.all.filter(({ type }) => type.endsWith(`:${kind}`)).map(({ inputs }) => inputs);

beforeEach(() => {
  before = {};
  const { invoke } = pulumi.runtime;
  vi.spyOn(pulumi.runtime, "invoke").mockImplementation((token, ...rest) =>
    token.endsWith(":readStackResourceOutputs") ? Promise.resolve({ outputs: before }) : invoke(token, ...rest),
  );
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

it("makes the tunnel with its routes and the task, lets nobody in, and says what a person reads in the console", async () => {
  await build("prepare");
  expect(inputsOf("VpnConnection")).toMatchObject([{ vpcId: "vpc-1", ikeRemoteAddress: "198.51.100.1" }]);
  expect(
    inputsOf("RouteTableEntry").map(({ routeTableId, destinationCidrBlock }) => [routeTableId, destinationCidrBlock]),
  ).toEqual([
    ["rtb-1", "10.1.0.0/24"],
    ["rtb-1", "10.2.0.0/24"],
  ]);
  expect(inputsOf("MysqlAccount")).toEqual([]);
  expect(inputsOf("ReplicationTask")).toMatchObject([
    { path: "vpn", source: { cloud: "onprem", host: "10.1.0.7", vpcId: "vpc-1", subnetId: "subnet-1" } },
  ]);
  expect(inputsOf("ReplicationTask")[0]!["source"].gatewayId).toBeTruthy();
  const text = said.join("\n");
  expect(text).toContain("a person has to read the address from which the task dts-1 connects");
  expect(text).toMatch(/tencentDts: \{ addresses: \[ADDRESS\] \}/);
  expect(text).not.toContain("iptables");
});

it("lets in the address that was read, and no other, with an account for it alone", async () => {
  await build("migrate", ["10.20.10.77"]);
  expect(inputsOf("MysqlAccount")).toMatchObject([{ hosts: ["10.20.10.77"] }]);
  expect(inputsOf("TaskRun")).toMatchObject([{ path: "vpn", source: { vpcId: "vpc-1", subnetId: "subnet-1" } }]);
  const text = said.join("\n");
  expect(text).toContain("open on 10.1.0.7: TCP port 3306 from 10.20.10.77, and nothing else");
  expect(text).not.toContain("a person has to read");
});

it("warns that the address was read from a task that another has replaced", async () => {
  const type = "dbferry:index:ReplicationTask";
  const task = (taskId: string) => ({
    [`urn:pulumi:test::dbferry::${type}::shop-task`]: { type, outputs: { taskId, condition: "ready" } },
  });
  before = task("dts-1");
  await build("prepare", ["10.20.10.77"]);
  expect(said.join("\n")).not.toContain("replaced");
  before = task("dts-0");
  await build("prepare", ["10.20.10.77"]);
  expect(said.join("\n")).toMatch(
    /the task dts-0 was replaced by dts-1.*10\.20\.10\.77, is used as the address of the task dts-1/s,
  );
});

it("asks nobody to open for the operator by hand what it opens through SSH once the address is known", async () => {
  const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH";
  const source = { ssh: { user: "ops", host: "10.1.0.7", hostKey, firewall: "iptables" } };
  const operator = { addresses: ["203.0.113.77"] };
  const built = await build("prepare", undefined, {}, { source, operator });
  expect(inputsOf("Command")).toEqual([]);
  expect(Object.keys(built.summary)).not.toContain("hostOpenings");
  expect(inputsOf("MigrationRecord")[0]).not.toHaveProperty("byHand");
  expect(said.join("\n")).not.toContain("203.0.113.77");
  const byHand = await build("prepare", undefined, {}, { operator });
  expect(Object.keys(byHand.summary)).toContain("hostOpenings");
  expect(said.join("\n")).toContain("203.0.113.77");
});

it("records every part that the task needs: each is read before it runs", async () => {
  await build("prepare", undefined, { gateway: { id: "vpngw-office", address: "203.0.113.40" } });
  expect(inputsOf("VpnGateway")).toEqual([]);
  const [{ needs, routes }] = inputsOf("MigrationRecord") as any;
  expect(needs.map(({ kind }: { kind: string }) => kind)).toEqual([
    "vpnGateway",
    "customerGateway",
    "vpnConnection",
    "route",
    "route",
  ]);
  expect(needs[0]).toMatchObject({ id: "vpngw-office", address: "203.0.113.40" });
  expect(routes).toMatchObject([
    { address: "10.1.0.0/24", through: "vpngw-office" },
    { address: "10.2.0.0/24", through: "vpngw-office" },
  ]);
});
