import { describe, expect, it } from "vitest";
import { markFor } from "../../../../model/expiry";
import type { Need } from "../../../../model/need";
import type { HuaweiClient } from "../../../../provider/clouds/huaweicloud/client";
import { HuaweiError } from "../../../../provider/clouds/huaweicloud/error";
import { inPlaceOf, lacks } from "../../../../provider/clouds/huaweicloud/needs";
import { HandOver } from "../../../../provider/core/handOver";

const RULE = {
  ...{ id: "r-1", security_group_id: "sg-1", direction: "ingress", ethertype: "IPv4", action: "allow" },
  ...{ protocol: "tcp", multiport: "3306", remote_ip_prefix: "192.168.10.7/32" },
};
const NEED = { kind: "securityGroupRule", id: "r-1", group: "sg-1", address: "192.168.10.7/32", port: 3306 };

const lack = (...rules: object[]) => {
  const send = async () => ({ security_group_rules: rules });
  const handOvers = { eips: new HandOver<never[]>(), rules: new HandOver<never[]>() };
  return lacks({ send } as unknown as HuaweiClient, NEED as unknown as Need, handOvers as never);
};

it("takes the rule that a migration needs for changed once it is disabled", async () => {
  expect(await lack({ ...RULE, enabled: true })).toBeUndefined();
  expect(await lack(RULE)).toBeUndefined();
  expect(await lack({ ...RULE, enabled: false })).toMatch(
    /was changed: ingress allow tcp 192\.168\.10\.7\/32 3306 \(disabled\): enable it again in the console/,
  );
  expect(await lack({ ...RULE, action: "deny" })).toMatch(/: set it to allow again in the console/);
});

it("does not advise to accept a peering that was refused or has expired", async () => {
  const need = { kind: "peering", id: "peering-1", address: "vpc-2" } as unknown as Need;
  const lack = (status: string) => {
    const send = async () => ({ peerings: [{ id: "peering-1", status }] });
    return lacks({ send } as unknown as HuaweiClient, need, {} as never);
  };
  expect(await lack("ACTIVE")).toBeUndefined();
  expect(await lack("PENDING_ACCEPTANCE")).toMatch(/not ACTIVE: accept it in the console$/);
  expect(await lack("EXPIRED")).toMatch(/not ACTIVE: it will never connect anything: delete it in the console/);
});

describe("a part of the VPN that a migration needs", () => {
  const MISSING = new HuaweiError("reading", "VPN.0003", "not found", 404, undefined);
  const GATEWAY = {
    ...{ id: "gw-1", status: "ACTIVE", eip1: { ip_address: "203.0.113.1" }, eip2: { ip_address: "203.0.113.2" } },
  };
  const NEEDS = {
    vpnGateway: { id: "gw-1", address: "203.0.113.1, 203.0.113.2" },
    customerGateway: { id: "cgw-1", address: "198.51.100.1" },
    vpnConnection: { id: "c-1", address: "198.51.100.1", through: "gw-1" },
  };
  const lack = (kind: keyof typeof NEEDS, answer: object | Error) => {
    const send = async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    };
    return lacks({ send } as unknown as HuaweiClient, { kind, ...NEEDS[kind] } as Need, {} as never);
  };

  it.each<[keyof typeof NEEDS, object]>([
    ["vpnGateway", { vpn_gateway: GATEWAY }],
    ["customerGateway", { customer_gateway: { id: "cgw-1", id_value: "198.51.100.1" } }],
    ["vpnConnection", { vpn_connection: { id: "c-1", vgw_id: "gw-1", status: "DOWN" } }],
  ])(
    "is lacking where the %s is gone, and nothing is concluded from an answer about another one",
    async (kind, there) => {
      expect(await lack(kind, there)).toBeUndefined();
      expect(await lack(kind, MISSING)).toMatch(/ is gone$/);
      await expect(lack(kind, {})).rejects.toThrow(/does not contain it/);
      const [[field, one]] = Object.entries(there) as [[string, object]];
      await expect(lack(kind, { [field]: { ...one, id: "another" } })).rejects.toThrow(/does not contain it/);
    },
  );

  it.each<[keyof typeof NEEDS, object, RegExp]>([
    ["vpnGateway", { vpn_gateway: { ...GATEWAY, status: "FROZEN" } }, /is FROZEN, not ACTIVE/],
    ["vpnGateway", { vpn_gateway: { ...GATEWAY, eip2: null } }, /has the addresses 203\.0\.113\.1$/],
    ["customerGateway", { customer_gateway: { id: "cgw-1", id_value: "192.0.2.1" } }, /it is of 192\.0\.2\.1/],
    ["vpnConnection", { vpn_connection: { id: "c-1", vgw_id: "gw-2" } }, /it is of the gateway gw-2/],
  ])("is lacking where the %s was changed", async (kind, answer, told) => {
    expect(await lack(kind, answer)).toMatch(told);
  });
});

describe("what is in the place of a route that a migration has made", () => {
  const need = { kind: "route", id: "rtb-1/172.16.0.0/16", address: "172.16.0.0/16", through: "peering-1" } as Need;
  const OURS = { organization: "acme", project: "dbferry", stack: "test", id: "4f1c0d9be2a7" };
  const mark = (id: string) => markFor("shop", new Date("2030-01-01T00:00:00Z"), { ...OURS, id });
  const GONE = new HuaweiError("reading", "VPC.0202", "not found", 404, undefined);
  const seen = (answer: object | Error) => {
    const send = async () => {
      if (answer instanceof Error) throw answer;
      return { routetable: { id: "rtb-1", vpc_id: "vpc-1", routes: [answer] } };
    };
    return inPlaceOf({ send } as unknown as HuaweiClient, need, { migration: "shop", stateId: OURS.id });
  };
  const route = { type: "peering", destination: "172.16.0.0/16", nexthop: "peering-1" };

  it.each<[string, object | Error]>([
    ["it, whatever is written on it", { ...route, description: "edited" }],
    ["one with our mark, which somebody has changed", { ...route, nexthop: "peering-9", description: mark(OURS.id) }],
    ["none", { ...route, destination: "10.0.0.0/8", nexthop: "peering-9" }],
    ["not even the table", GONE],
  ])("is nobody else's where there is %s", async (_, answer) => {
    expect(await seen(answer)).toBeUndefined();
  });

  it.each<[string, object]>([
    ["another next hop", { ...route, nexthop: "peering-9" }],
    ["another type", { ...route, type: "ecs" }],
    ["the mark of another stack", { ...route, nexthop: "peering-9", description: mark("000000000002") }],
  ])("is somebody else's where it has %s", async (_, answer) => {
    expect(await seen(answer)).toMatch(/in its place, the route table rtb-1 of vpc-1 has a route to 172\.16\.0\.0\/16/);
  });

  it("is not known where the table cannot be read", async () => {
    await expect(seen(new HuaweiError("reading", "VPC.0001", "forbidden", 403, undefined))).rejects.toThrow();
  });
});
