import { describe, expect, it } from "vitest";
import { readMigration } from "../../../model/spec";
import { smallestMigration } from "../../support/smallestMigration";

const VPN = {
  deviceAddress: "198.51.100.1",
  deviceSubnets: ["10.1.0.0/24"],
  cloudSubnets: ["192.168.10.0/24"],
  availabilityZones: ["cn-north-4a", "cn-north-4b"],
};
const GATEWAY = {
  id: "gw-1",
  eip1: { id: "eip-1", address: "203.0.113.1" },
  eip2: { id: "eip-2", address: "203.0.113.2" },
};

/** From on premises to Huawei RDS over a VPN. */
const migration = (vpn: object | undefined, more: (input: any) => void = () => {}) =>
  smallestMigration((one) => {
    one.source = { place: "onprem", host: "10.1.0.7", databases: ["shop"], admin: { user: "dba" } };
    one.engine = "drs";
    one.path = "vpn";
    if (vpn) one.vpn = { ...VPN, ...vpn };
    more(one);
  });
const problems = (vpn: object | undefined, more?: (input: any) => void) =>
  readMigration(migration(vpn, more), "done").problems;

describe("a migration over a VPN", () => {
  it("is read, with strong values for what is left out", () => {
    const { value, problems } = readMigration(migration({}), "done");
    expect(problems).toEqual([]);
    expect(value?.migration.vpn).toMatchObject({
      bandwidth: 100,
      proposal: { encryption: "aes-256", integrity: "sha2-256", dhGroup: "group14" },
    });
  });

  it("uses a gateway that exists in place of zones and a subnet", () => {
    expect(problems({ gateway: GATEWAY, availabilityZones: undefined })).toEqual([]);
    expect(problems({ gateway: GATEWAY, subnetId: "subnet-1" })).toMatchObject([
      { path: "vpn.availabilityZones", needed: expect.stringContaining("never changed") },
      { path: "vpn.subnetId" },
    ]);
    expect(problems({ availabilityZones: undefined })).toMatchObject([
      { path: "vpn.availabilityZones", seen: "nothing" },
    ]);
  });

  it("takes the addresses of such a gateway as its cloud spells them, all of them", () => {
    const found = problems({
      availabilityZones: undefined,
      gateway: { id: "gw-1", eip1: GATEWAY.eip1, address: "203.0.113.2" },
    });
    expect(found).toMatchObject([
      { path: "vpn.gateway.eip2", seen: "nothing" },
      { path: "vpn.gateway.address", seen: "203.0.113.2", needed: expect.stringContaining("vpn.gateway.eip1 and") },
    ]);
  });

  it.each<[string, object, string, RegExp]>([
    ["more bandwidth than the gateway has", { bandwidth: 500 }, "vpn.bandwidth", /^500$/],
    ["networks that overlap", { cloudSubnets: ["10.1.0.0/16"] }, "vpn.cloudSubnets", /which overlaps 10\.1\.0\.0\/24/],
    ["a network twice", { deviceSubnets: ["10.1.0.0/24", "10.1.0.0/24"] }, "vpn.deviceSubnets", /twice/],
    ["a server elsewhere", { deviceSubnets: ["10.2.0.0/24"] }, "source.host", /10\.1\.0\.7/],
    ["a private device", { deviceAddress: "10.9.0.1" }, "vpn.deviceAddress", /10\.9\.0\.1/],
    ["a weak group", { proposal: { dhGroup: "group2" } }, "vpn.proposal.dhGroup", /group2/],
    ["a weak cipher", { proposal: { encryption: "3des" } }, "vpn.proposal.encryption", /3des/],
    ["a weak hash", { proposal: { integrity: "sha1" } }, "vpn.proposal.integrity", /sha1/],
    ["IKEv1", { proposal: { ikeVersion: "v1" } }, "vpn.proposal.ikeVersion", /unknown key/],
    ["a zone of another region", { availabilityZones: ["cn-south-1c"] }, "vpn.availabilityZones.0", /cn-south-1/],
    ["a zone twice", { availabilityZones: ["cn-north-4a", "cn-north-4a"] }, "vpn.availabilityZones.1", /cn-north-4a/],
    [
      "an address of the gateway inside of the tunnel",
      { availabilityZones: undefined, gateway: { ...GATEWAY, eip2: { id: "e", address: "192.168.10.9" } } },
      "vpn.gateway.eip2.address",
      /192\.168\.10\.9/,
    ],
  ])("%s is refused by its key", (_, vpn, path, seen) => {
    expect(problems(vpn)).toMatchObject([{ path, seen: expect.stringMatching(seen) }]);
  });

  it("reports every problem at once", () => {
    const found = problems({
      deviceAddress: "10.9.0.1",
      cloudSubnets: ["10.1.0.0/16"],
      availabilityZones: ["eu-west-101a"],
    });
    expect(found.map(({ path }) => path).sort()).toEqual([
      "vpn.availabilityZones.0",
      "vpn.cloudSubnets",
      "vpn.deviceAddress",
    ]);
  });

  it("needs an address of the source, because no resolver of the cloud knows its name", () => {
    expect(problems({}, (input) => (input.source.host = "db.internal.example"))).toMatchObject([
      { path: "source.host", needed: expect.stringContaining("private IPv4 address") },
    ]);
  });

  it("needs the section on this path, and refuses it on another", () => {
    expect(problems(undefined)).toMatchObject([{ path: "vpn", seen: "nothing" }]);
    const found = problems({}, (input) => {
      input.path = "public";
      input.source.host = "198.51.100.20";
    });
    expect(found).toMatchObject([{ path: "vpn", needed: expect.stringContaining("path: vpn") }]);
  });

  it("is refused for its route alone where there is none", () => {
    expect(problems(undefined, (input) => (input.engine = "tencent-dts"))).toMatchObject([{ path: "engine" }]);
  });
});

describe("a migration to Tencent Cloud over a VPN", () => {
  const OWN = { availabilityZones: undefined, cloudSubnets: ["10.20.10.0/24"], routeTableId: "rtb-1" };
  const found = (vpn: object = {}, phase = "done", tencentDts?: object) =>
    readMigration(
      migration({ ...OWN, ...vpn }, (one) => {
        one.engine = "tencent-dts";
        delete one.drs;
        if (tencentDts) one.tencentDts = tencentDts;
        const at = { region: "ap-guangzhou", instanceId: "cdb-1", vpcId: "vpc-1", subnetId: "subnet-1" };
        const more = { securityGroupId: "sg-1", privateIp: "10.20.10.5", admin: { user: "root" } };
        one.target = { place: "tencentcloud-mysql", ...at, ...more };
        one.expires = new Date(Date.now() + 86_400_000).toISOString();
      }),
      phase,
    ).problems;

  it("is read, with a gateway that is created or that exists", () => {
    expect(found()).toEqual([]);
    for (const bandwidth of [5, 3000]) expect(found({ bandwidth })).toEqual([]);
    expect(found({ gateway: { id: "vpngw-1", address: "203.0.113.1" } })).toEqual([]);
  });

  it.each<[string, object, string, RegExp]>([
    ["no route table", { routeTableId: undefined }, "vpn.routeTableId", /the route table of the target's subnet/],
    ["zones", { availabilityZones: ["ap-guangzhou-3"] }, "vpn.availabilityZones", /the cloud chooses the zone/],
    ["a subnet of the gateway", { subnetId: "subnet-1" }, "vpn.subnetId", /in none of its subnets/],
    ["a bandwidth that is not sold", { bandwidth: 30 }, "vpn.bandwidth", /one of 5, 10, 20/],
    ["SHA-384", { proposal: { integrity: "sha2-384" } }, "vpn.proposal.integrity", /sha2-256 or sha2-512/],
    ["a gateway without its address", { gateway: { id: "vpngw-1" } }, "vpn.gateway.address", /address for IPsec/],
  ])("%s is refused by its key", (_, vpn, path, needed) => {
    expect(found(vpn)).toMatchObject([{ path, needed: expect.stringMatching(needed) }]);
  });

  it("starts nothing before a person has read and written the address of the task, and can always be prepared and removed", () => {
    for (const phase of ["prepare", "done", "cancelled"]) expect(found({}, phase)).toEqual([]);
    for (const phase of ["migrate", "cutover"])
      expect(found({}, phase)).toMatchObject([
        {
          path: "tencentDts.addresses",
          seen: "nothing",
          fix: expect.stringMatching(/in the console of DTS.*Then write tencentDts: \{ addresses: \[ADDRESS\] \}/),
        },
      ]);
    expect(found({}, "migrate", { addresses: ["10.20.10.77"] })).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ["an address that the tunnel does not carry", "172.31.0.9", /10\.20\.10\.0\/24/],
    ["a network, even one that the tunnel carries", "10.20.10.0/24", /the single IPv4 address/],
    ["an IPv6 address", "fd00::9", /the single IPv4 address/],
    ["the address of the target", "10.20.10.5", /that of the target/],
  ])("does not take %s, and can still be removed", (_, wrong, needed) => {
    const addresses = ["10.20.10.77", wrong];
    for (const phase of ["prepare", "migrate"])
      expect(found({}, phase, { addresses })).toMatchObject([
        { path: "tencentDts.addresses", seen: wrong, needed: expect.stringMatching(needed) },
      ]);
    for (const phase of ["done", "cancelled"]) expect(found({}, phase, { addresses })).toEqual([]);
  });

  it("has no profile of the older guide, whose source has a public address", () => {
    const addresses = ["10.20.10.77"];
    const seen = found({}, "prepare", { addresses, profile: "hot-migration" });
    expect(seen).toMatchObject([{ path: "path", needed: expect.stringContaining("public") }]);
  });
});
