import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Migration } from "../../../components/migration";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";
import { Registrations, settled } from "../support/registered";

const BLOCKS = ["100.104.52.0/24", "100.104.53.0/24"];
const GATEWAY = { id: "vpn-of-the-company", address: "203.0.113.1", standbyAddress: "203.0.113.2" };
const OF_A_NEW_ONE = { subnetId: undefined, standbySubnetId: undefined };

let made: Registrations;
let said: string[];

async function build(vpn: object = {}, blocks = BLOCKS) {
  await made.start(false, ({ type, inputs }) => {
    if (type.endsWith(":Gateway"))
      return { ...inputs, internetIp: "203.0.113.11", disasterRecoveryInternetIp: "203.0.113.12" };
    if (type.startsWith("random:")) return { ...inputs, result: "aBcDeFgHiJkLmNoPqRsTuVwXyZ_aBcDeFgHiJkLmNoPqRsTuV" };
    if (type.endsWith(":ReplicationTask")) return { ...inputs, taskId: "task-1", egressCidrs: blocks };
    if (type.endsWith(":MigrationRecord")) return { ...inputs, byHand: [] };
    return inputs;
  });
  const { migration } = parseMigration(
    smallestMigration((spec) => {
      spec.source = { place: "onprem", host: "10.1.0.7", databases: ["shop"], admin: { user: "dba" } };
      spec.target = { place: "alicloud-rds", region: "cn-hangzhou", instanceId: "rm-1", admin: { user: "root" } };
      delete spec.drs;
      Object.assign(spec, { engine: "alibaba-dts", path: "vpn" });
      spec.vpn = {
        ...{ deviceAddress: "198.51.100.1", deviceSubnets: ["10.1.0.0/24"], cloudSubnets: ["100.104.0.0/16"] },
        ...{ vpcId: "vpc-1", subnetId: "vsw-1", standbySubnetId: "vsw-2", ...vpn },
      };
    }),
    "prepare",
    NOW,
  );
  const args = { spec: migration, phase: "prepare" as const, passwords: { source: "one", target: "two" } };
  const built = new Migration("shop", args, made.watching({}));
  await settled(built.urn);
  await Promise.all([settled(built.hostOpenings), settled(built.plainText)]);
  await pulumi.runtime.disconnect();
  return built;
}

const kinds = () =>
  made.all.flatMap(({ type }) => (/^alicloud:vpn\//.test(type) ? [type.split(":").at(-1)!] : [])).sort();

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

describe("a migration to Alibaba RDS over a VPN", () => {
  it("creates a gateway in two vSwitches, the device, a connection and a published route to the server's network", async () => {
    await build();
    expect(kinds()).toEqual(["Connection", "CustomerGateway", "Gateway", "RouteEntry"]);
    expect(made.of("Gateway")[0]!.inputs).toMatchObject({
      ...{ vpnGatewayName: "dbferry-shop", vpcId: "vpc-1", vswitchId: "vsw-1", disasterRecoveryVswitchId: "vsw-2" },
    });
    expect(made.of("RouteEntry")[0]!.inputs).toMatchObject({ routeDest: "10.1.0.0/24", publishVpc: true });
  });

  it("uses a gateway and a customer gateway that exist, and creates neither", async () => {
    await build({ ...OF_A_NEW_ONE, gateway: GATEWAY, customerGatewayId: "cgw-1" });
    expect(kinds()).toEqual(["Connection", "RouteEntry"]);
    expect(made.of("Connection")[0]!.inputs).toMatchObject({ vpnGatewayId: GATEWAY.id });
  });

  it("tells the service the VPC that leads to the source, and lets the service's blocks in to the target alone", async () => {
    await build();
    expect(made.of("ReplicationTask")[0]!.inputs).toMatchObject({
      ...{ path: "vpn", source: { cloud: "onprem", host: "10.1.0.7", vpcId: "vpc-1" } },
    });
    expect(made.of("AllowlistEntry").map(({ inputs }) => inputs.cidrs)).toEqual([BLOCKS]);
    for (const block of BLOCKS)
      expect(said.join("\n")).toContain(`open on 10.1.0.7: TCP port 3306 from ${block}, and nothing else`);
  });

  it("is read in the cloud by every update while the task needs it", async () => {
    await build();
    const needs = made.of("MigrationRecord")[0]!.inputs.needs as { kind: string; address: string; through?: string }[];
    expect(needs.map(({ kind }) => kind).sort()).toEqual(["customerGateway", "vpnConnection", "vpnGateway"]);
    const of = (kind: string) => needs.find((one) => one.kind === kind);
    expect(of("vpnGateway")).toMatchObject({ address: "203.0.113.11, 203.0.113.12" });
    expect(of("vpnConnection")).toMatchObject({ through: "shop-vpn-id" });
  });
});
