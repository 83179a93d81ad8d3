import { describe, expect, it } from "vitest";
import { tagsFor } from "../../../../model/expiry";
import type { HuaweiClient, HuaweiRequest } from "../../../../provider/clouds/huaweicloud/client";
import { HuaweiError } from "../../../../provider/clouds/huaweicloud/error";
import { tunnelHop } from "../../../../provider/clouds/huaweicloud/tunnel";
import { vpnProblems } from "../../../../provider/clouds/huaweicloud/vpnPlan";

const tagList = (migration: string) =>
  Object.entries(tagsFor(migration, new Date("2026-12-10T00:00:00Z"))).map(([key, value]) => ({ key, value }));
const tags = tagList("shop");
const GATEWAY = {
  id: "gw-1",
  status: "ACTIVE",
  vpc_id: "vpc-1",
  local_subnets: ["192.168.10.0/24"],
  eip1: { id: "eip-1", ip_address: "203.0.113.1" },
  eip2: { id: "eip-2", ip_address: "203.0.113.2" },
};
const CONNECTION = {
  id: "c-1",
  name: "dbferry-shop-1",
  status: "ACTIVE",
  vgw_id: "gw-1",
  peer_subnets: ["10.1.0.0/24"],
  policy_rules: [{ source: "192.168.10.0/24", destination: ["10.1.0.0/24"] }],
  tags,
};
const MISSING = new HuaweiError("reading", "VPN.0003", "not found", 404, undefined);

/** A client whose calls answer by their path. */
function client(answers: Record<string, unknown>): HuaweiClient {
  return {
    region: "cn-north-4",
    send: async (_: string, __: string, { url }: HuaweiRequest) => {
      const answer = answers[url.replace("/v5/{project_id}/", "").replace("/v1/{project_id}/", "")];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as HuaweiClient;
}

describe("the way through the tunnels", () => {
  const query = { migration: "shop", from: ["192.168.10.11"], to: "10.1.0.7", deviceAddress: "198.51.100.1" };
  const hop = (connections: object[], gateway: object = GATEWAY) =>
    tunnelHop(
      client({ "vpn-connection": { vpn_connections: connections }, "vpn-gateways": { vpn_gateways: [gateway] } }),
      query,
    );

  it("is inferred where one connection is up and carries the task: what is behind the device is not read", async () => {
    expect(await hop([{ ...CONNECTION, id: "c-2", status: "DOWN" }, CONNECTION])).toMatchObject({
      hop: "route",
      state: "inferred",
    });
  });

  it.each<[string, object, object, RegExp]>([
    ["the tunnel is down", { status: "DOWN" }, {}, /the tunnel is DOWN/],
    [
      "the gateway does not carry the task",
      {},
      { local_subnets: ["192.168.20.0/24"] },
      /route missing: the local subnets/,
    ],
    [
      "no rule carries the task",
      { policy_rules: [{ source: "192.168.20.0/24", destination: ["10.1.0.0/24"] }] },
      {},
      /route missing: no policy rule/,
    ],
    [
      "the server is not among the peer's networks",
      { peer_subnets: ["10.2.0.0/24"] },
      {},
      /route missing: no policy rule/,
    ],
  ])("is shut where %s, with what opens it", async (_, connection, gateway, seen) => {
    const found = await hop([{ ...CONNECTION, ...connection }], { ...GATEWAY, ...gateway });
    expect(found).toMatchObject({ state: "shut", seen: [expect.stringMatching(seen)] });
    expect(found.fix).toHaveLength(1);
  });

  it("is not known while the task has no address, although the tunnel is up", async () => {
    const answers = {
      "vpn-connection": { vpn_connections: [CONNECTION] },
      "vpn-gateways": { vpn_gateways: [GATEWAY] },
    };
    const found = await tunnelHop(client(answers), { ...query, from: [] });
    expect(found).toMatchObject({ state: "unknown", seen: [expect.stringContaining("the task has no address yet")] });
  });

  it("is not known where two stacks have a migration of this name", async () => {
    const another = [
      ...tags.filter(({ key }) => key !== "migrate-state"),
      { key: "migrate-state", value: "0123456789ab" },
    ];
    expect(await hop([CONNECTION, { ...CONNECTION, id: "c-2", name: "theirs", tags: another }])).toMatchObject({
      state: "unknown",
      seen: [expect.stringContaining("theirs")],
    });
  });

  it("is shut where the migration has no connection: another one's is not its own", async () => {
    const others = { ...CONNECTION, tags: tagList("crm") };
    expect(await hop([others])).toMatchObject({
      state: "shut",
      seen: ["no VPN connection has the mark of the migration"],
    });
  });

  it.each(["PENDING_UPDATE", "FREEZED", "SOMETHING_NEW", undefined])(
    "is unknown for the state %s, which proves nothing",
    async (status) => {
      expect(await hop([{ ...CONNECTION, status }])).toMatchObject({ state: "unknown" });
    },
  );
});

describe("what the cloud says of a VPN before it is made", () => {
  const query = { cloud: "huaweicloud", vpcId: "vpc-1", subnetId: "s-1", cloudSubnets: ["192.168.10.0/24"] } as const;
  const given = {
    id: "gw-1",
    eip1: { id: "eip-1", address: "203.0.113.1" },
    eip2: { id: "eip-2", address: "203.0.113.2" },
  };
  const problems = (more: object, answers: Record<string, unknown> = {}) =>
    vpnProblems(
      client({
        "subnets/{subnet_id}": { subnet: { cidr: "192.168.10.0/24" } },
        "vpn-gateways/{id}": { vpn_gateway: GATEWAY },
        ...answers,
      }),
      { ...query, ...more },
    );

  it("nothing, where it agrees", async () => {
    expect(await problems({})).toEqual([]);
    expect(await problems({ gateway: given })).toEqual([]);
  });

  it("names the subnet of the task if the tunnels do not carry it", async () => {
    const found = await problems({ cloudSubnets: ["192.168.20.0/24"] });
    expect(found).toMatchObject([{ path: "vpn.cloudSubnets", needed: expect.stringContaining("192.168.10.0/24") }]);
  });

  it.each<[string, unknown, string, RegExp]>([
    ["is not there", MISSING, "vpn.gateway.id", /which is not in cn-north-4/],
    ["is of another VPC", { vpc_id: "vpc-2" }, "vpn.gateway.id", /of the VPC vpc-2/],
    ["is not active", { status: "FREEZED" }, "vpn.gateway.id", /whose state is FREEZED/],
    ["has another address", { eip2: { id: "eip-9", ip_address: "203.0.113.9" } }, "vpn.gateway.eip2", /eip-2/],
    ["carries other networks", { local_subnets: ["192.168.20.0/24"] }, "vpn.cloudSubnets", /192\.168\.10\.0\/24/],
  ])("names a gateway that %s", async (_, change, path, seen) => {
    const answer = change instanceof Error ? change : { vpn_gateway: { ...GATEWAY, ...(change as object) } };
    expect(await problems({ gateway: given }, { "vpn-gateways/{id}": answer })).toMatchObject([
      { path, seen: expect.stringMatching(seen) },
    ]);
  });

  it("nothing is concluded from a call that fails", async () => {
    const failure = new HuaweiError("reading", "VPN.0002", "denied", 403, undefined);
    await expect(problems({ gateway: given }, { "vpn-gateways/{id}": failure })).rejects.toThrow("denied");
  });
});
