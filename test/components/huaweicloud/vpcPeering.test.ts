import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HuaweicloudVpcPeering, type HuaweicloudVpcPeeringArgs } from "../../../components";
import { NOW } from "../../support/smallestMigration";
import { providerOf, Registrations, refusalOf, settled } from "../support/registered";

const ARGS = {
  migration: "shop",
  expires: "2026-12-10T00:00:00Z",
  peeringName: "dbferry-shop",
  vpcId: "vpc-1",
  region: "cn-north-4",
  subnets: ["192.168.10.0/24"],
  peerVpcId: "vpc-2",
  peerRegion: "cn-north-4",
  peerSubnets: ["10.1.0.0/24", "10.1.8.0/24"],
} satisfies HuaweicloudVpcPeeringArgs;

const MARK = "dbferry migrate-id=shop migrate-expires=2026-12-10T00:00:00Z";
const PARTS = [
  "peering dbferry:index:HuaweicloudVpcPeering",
  "peering huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection",
  "peering-back-to-192.168.10.0-24 huaweicloud:index/vpcRoute:VpcRoute",
  "peering-to-10.1.0.0-24 huaweicloud:index/vpcRoute:VpcRoute",
  "peering-to-10.1.8.0-24 huaweicloud:index/vpcRoute:VpcRoute",
];

let made: Registrations;

async function build(more: Partial<HuaweicloudVpcPeeringArgs> = {}, opts?: pulumi.ComponentResourceOptions) {
  const peering = new HuaweicloudVpcPeering("peering", { ...ARGS, ...more }, made.watching(opts));
  await settled(peering.urn);
  await pulumi.runtime.disconnect();
  return peering;
}

beforeEach(async () => {
  made = new Registrations();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  await made.start();
});
afterEach(async () => {
  await pulumi.runtime.disconnect();
  vi.useRealTimers();
});

describe("a VPC peering of Huawei Cloud registers", () => {
  it("exactly this, all below the component; another name would replace a route in use", async () => {
    await build();
    expect(made.list()).toEqual(PARTS);
    const { [PARTS[0]!]: _, ...below } = made.parents;
    expect(below).toEqual(Object.fromEntries(PARTS.slice(1).map((part) => [part, "peering"])));
  });

  it("the same, whatever the order of the networks", async () => {
    await build({ peerSubnets: [...ARGS.peerSubnets].reverse() });
    expect(made.list()).toEqual(PARTS);
  });

  it("the same in a preview, of VPCs that do not exist yet", async () => {
    await made.start(true);
    const unknown = () => pulumi.output(pulumi.unknown as unknown as string);
    const peering = await build({ vpcId: unknown(), peerVpcId: unknown() });
    expect(await (peering.peeringId as any).isKnown).toBe(false);
    expect(made.list()).toEqual(PARTS);
  });

  it("the peering, and a route to each network of the other side, in both VPCs", async () => {
    await build();
    expect(made.of("VpcPeeringConnection").map(({ inputs }) => inputs)).toEqual([
      { name: "dbferry-shop", region: "cn-north-4", vpcId: "vpc-1", peerVpcId: "vpc-2", description: MARK },
    ]);
    const route = (vpcId: string, destination: string) => ({
      region: "cn-north-4",
      vpcId,
      destination,
      type: "peering",
      nexthop: "peering-id",
      description: MARK,
    });
    expect(made.of("VpcRoute").map(({ inputs }) => inputs)).toEqual([
      route("vpc-1", "10.1.0.0/24"),
      route("vpc-1", "10.1.8.0/24"),
      route("vpc-2", "192.168.10.0/24"),
    ]);
  });

  it("only the routes where a peering is given", async () => {
    await build({ peering: "theirs" });
    expect(made.list()).toEqual(PARTS.filter((part) => !part.includes("VpcPeeringConnection")));
    expect(made.of("VpcRoute").map(({ inputs }) => inputs.nexthop)).toEqual(["theirs", "theirs", "theirs"]);
  });

  it("what a killed update has left as its own, by the ids that it has", async () => {
    const routes = { "10.1.0.0/24": "rtb-1/10.1.0.0/24", "192.168.10.0/24": "rtb-2/192.168.10.0/24" };
    await build({ adopt: { peering: "peering-1", routes } });
    expect(made.all.flatMap(({ adopted }) => adopted ?? [])).toEqual(["peering-1", ...Object.values(routes)]);
    expect(made.of("VpcRoute").map(({ inputs, adopted }) => [inputs.destination, adopted])).toEqual([
      ["10.1.0.0/24", "rtb-1/10.1.0.0/24"],
      ["10.1.8.0/24", undefined],
      ["192.168.10.0/24", "rtb-2/192.168.10.0/24"],
    ]);
  });

  it("each part by the provider it was given", async () => {
    await build({}, { providers: { huaweicloud: providerOf("huaweicloud", "north") } });
    const parts = made.all.filter(({ type }) => type.startsWith("huaweicloud:"));
    expect(parts).toHaveLength(4);
    for (const { name, provider } of parts) expect(provider, name).toContain("::north");
  });
});

describe("a VPC peering is refused before anything is registered", () => {
  afterEach(() => expect(made.all).toEqual([]));

  it("where it could not carry traffic, with every reason at once", () => {
    const message = refusalOf(
      () =>
        new HuaweicloudVpcPeering("peering", {
          ...ARGS,
          peerVpcId: "vpc-1",
          peerRegion: "cn-south-1",
          peerSubnets: ["192.168.0.0/16", "10.1.0.0/24", "10.1.0.0/24"],
        }),
    );
    expect(message).toContain('HuaweicloudVpcPeering "peering": 4 problems');
    expect(message).toContain("peerVpcId: vpc-1, as vpcId; needed: two VPCs");
    expect(message).toContain("peerRegion: cn-south-1, with region: cn-north-4; needed: VPCs of one region");
    expect(message).toContain("by Cloud Connect");
    expect(message).toContain("peerSubnets: 10.1.0.0/24, twice");
    expect(message).toContain("peerSubnets: 192.168.0.0/16, which overlaps 192.168.10.0/24 of subnets");
  });

  it("where a network is none, or is known only later", () => {
    const args = { ...ARGS, subnets: ["192.168.10.7/24"], peerSubnets: pulumi.output(["10.1.0.0/24"]) };
    const message = refusalOf(() => new HuaweicloudVpcPeering("peering", args as never));
    expect(message).toContain(
      'subnets[0]: "192.168.10.7/24"; needed: an IPv4 network with its prefix, 192.168.10.0/24',
    );
    expect(message).toContain("peerSubnets: a value that is known only after another resource is created");
  });
});
