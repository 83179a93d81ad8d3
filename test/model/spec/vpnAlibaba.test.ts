import { describe, expect, it } from "vitest";
import { readMigration } from "../../../model/spec";
import { smallestMigration } from "../../support/smallestMigration";

const VPN = {
  ...{ deviceAddress: "198.51.100.1", deviceSubnets: ["10.1.0.0/24"], cloudSubnets: ["100.104.0.0/16"] },
  ...{ vpcId: "vpc-1", subnetId: "vsw-1", standbySubnetId: "vsw-2" },
};
const GATEWAY = { id: "vpn-1", address: "203.0.113.1", standbyAddress: "203.0.113.2" };
const OF_A_NEW_ONE = { subnetId: undefined, standbySubnetId: undefined };

/** From on premises to Alibaba RDS over a VPN. */
const problems = (vpn: object) =>
  readMigration(
    smallestMigration((one) => {
      one.source = { place: "onprem", host: "10.1.0.7", databases: ["shop"], admin: { user: "dba" } };
      one.target = { place: "alicloud-rds", region: "cn-hangzhou", instanceId: "rm-1", admin: { user: "root" } };
      delete one.drs;
      Object.assign(one, { engine: "alibaba-dts", path: "vpn", vpn: { ...VPN, ...vpn } });
    }),
    "done",
  ).problems;

describe("a migration to Alibaba RDS over a VPN", () => {
  it("is read, with a gateway that is created and with one that exists", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ ...OF_A_NEW_ONE, gateway: GATEWAY })).toEqual([]);
    expect(problems({ customerGatewayId: "cgw-1" })).toEqual([]);
  });

  it("needs the VPC of the gateway, and two vSwitches for one that is created", () => {
    expect(problems({ vpcId: undefined, ...OF_A_NEW_ONE }).map(({ path, seen }) => [path, seen])).toEqual([
      ["vpn.vpcId", "nothing"],
      ["vpn.subnetId", "nothing"],
      ["vpn.standbySubnetId", "nothing"],
    ]);
    expect(problems({ standbySubnetId: "vsw-1" })).toMatchObject([
      { path: "vpn.standbySubnetId", seen: "vsw-1, as vpn.subnetId" },
    ]);
    expect(problems({ gateway: GATEWAY }).map(({ path }) => path)).toEqual(["vpn.subnetId", "vpn.standbySubnetId"]);
  });

  it("names what stands for the keys of another cloud's gateway", () => {
    const eip = (at: number) => ({ id: `eip-${at}`, address: `203.0.113.${at}` });
    expect(problems({ availabilityZones: ["cn-hangzhou-h"] })).toMatchObject([
      { path: "vpn.availabilityZones", needed: expect.stringMatching(/^nothing: vpn\.subnetId and/) },
    ]);
    expect(problems({ ...OF_A_NEW_ONE, gateway: { id: "vpn-1", eip1: eip(1), eip2: eip(2) } })).toMatchObject([
      { path: "vpn.gateway.eip1", needed: expect.stringContaining("vpn.gateway.address and vpn.gateway.standby") },
      { path: "vpn.gateway.eip2" },
      { path: "vpn.gateway.address", seen: "nothing", needed: expect.stringContaining("address for IPsec") },
      { path: "vpn.gateway.standbyAddress", seen: "nothing" },
    ]);
  });

  it.each<[string, object, string, RegExp]>([
    [
      "a network to which no route leads",
      { deviceSubnets: ["10.1.0.0/24", "100.70.0.0/16"] },
      "vpn.deviceSubnets",
      /100\.70/,
    ],
    ["a bandwidth that is not sold", { bandwidth: 300 }, "vpn.bandwidth", /^300$/],
    ["a group that the cloud lacks", { proposal: { dhGroup: "group19" } }, "vpn.proposal.dhGroup", /group19/],
    [
      "networks from which the service does not connect",
      { cloudSubnets: ["172.16.0.0/24"] },
      "vpn.cloudSubnets",
      /172/,
    ],
    [
      "one address twice",
      { ...OF_A_NEW_ONE, gateway: { ...GATEWAY, standbyAddress: "203.0.113.1" } },
      "vpn.gateway.standbyAddress",
      /as gateway\.address/,
    ],
  ])("%s is refused by its key", (_, vpn, path, seen) => {
    expect(problems(vpn)).toMatchObject([{ path, seen: expect.stringMatching(seen) }]);
  });

  it("shows the blocks that are published for the region where none is carried", () => {
    const [problem] = problems({ cloudSubnets: ["172.16.0.0/24"] });
    expect(problem!.needed).toContain("100.104.52.0/24");
    expect(problem!.fix).toContain("cloudSubnets: [100.104.0.0/16]");
  });
});
