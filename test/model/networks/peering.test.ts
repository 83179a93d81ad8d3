import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PeeredVpcs, peeringProblems } from "../../../model/networks/peering";

const VPCS: PeeredVpcs = {
  vpcId: "vpc-1",
  region: "cn-north-4",
  subnets: ["192.168.10.0/24"],
  peerVpcId: "vpc-2",
  peerRegion: "cn-north-4",
  peerSubnets: ["10.1.0.0/24"],
};
const pathsOf = (more: Partial<PeeredVpcs>) =>
  peeringProblems({ ...VPCS, ...more }, { across: "a cloud connection" }).map(({ path }) => path);

describe("two VPCs to be peered", () => {
  it("have nothing against it where they are two, of one region, with different networks", () => {
    expect(pathsOf({})).toEqual([]);
  });

  it("may not exist yet", () => {
    expect(pathsOf({ vpcId: undefined, peerVpcId: undefined })).toEqual([]);
    expect(pathsOf({ peerVpcId: undefined })).toEqual([]);
  });

  it.each<[string, Partial<PeeredVpcs>, string[]]>([
    ["are one VPC", { peerVpcId: "vpc-1" }, ["peerVpcId"]],
    ["are in two regions", { peerRegion: "cn-south-1" }, ["peerRegion"]],
    ["have the same network", { peerSubnets: ["192.168.10.0/24"] }, ["peerSubnets"]],
    [
      "have a network inside another",
      { peerSubnets: ["192.168.10.128/25", "192.0.0.0/8"] },
      ["peerSubnets", "peerSubnets"],
    ],
    ["name a network twice", { subnets: ["192.168.10.0/24", "192.168.10.0/24"] }, ["subnets"]],
    [
      "have all of it",
      { peerVpcId: "vpc-1", peerRegion: "cn-south-1", peerSubnets: ["0.0.0.0/0"] },
      ["peerVpcId", "peerRegion", "peerSubnets"],
    ],
  ])("are refused where they %s", (_, more, paths) => {
    expect(pathsOf(more)).toEqual(paths);
  });

  it("are judged the same from both sides", () => {
    const subnet = fc.constantFrom(
      "10.0.0.0/8",
      "10.1.0.0/16",
      "10.1.2.0/24",
      "10.2.0.0/16",
      "172.16.0.0/12",
      "172.31.0.0/16",
    );
    const side = fc.uniqueArray(subnet, { minLength: 1, maxLength: 3 });
    const region = fc.constantFrom("cn-north-4", "cn-south-1");
    const id = fc.constantFrom("vpc-1", "vpc-2");
    fc.assert(
      fc.property(side, side, region, region, id, id, (subnets, peerSubnets, from, to, one, other) => {
        const there = pathsOf({ subnets, peerSubnets, region: from, peerRegion: to, vpcId: one, peerVpcId: other });
        const back = pathsOf({
          subnets: peerSubnets,
          peerSubnets: subnets,
          region: to,
          peerRegion: from,
          vpcId: other,
          peerVpcId: one,
        });
        expect(back).toEqual(there);
      }),
      { numRuns: 200 },
    );
  });
});
