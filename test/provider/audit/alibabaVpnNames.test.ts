import { expect, it } from "vitest";
import { tagsFor } from "../../../model/expiry";
import type { VpcClient } from "../../../provider/clouds/alicloud/vpn/client";
import { readVpn, vpnOpenings } from "../../../provider/clouds/alicloud/vpn/openings";
import { partsOfVpn } from "../../../provider/clouds/vpnParts";

const BY = { id: "0123456789ab", organization: "acme", project: "dbferry", stack: "shop" };
const MARK = Object.entries(tagsFor("shop", new Date("2026-12-10T00:00:00Z"), "dba", BY)).map(([Key, Value]) => ({
  Key,
  Value,
}));

/** A client of a region with one gateway, which has its mark or, because the update was killed, not yet. */
function region(Name: string, mark: object[] = []): VpcClient {
  const gateway = { VpnGatewayId: "vpn-1", Name, Tags: { Tag: mark } };
  const call = async (action: string) => {
    const list = /^Describe(\w+)s$/.exec(action)![1]!;
    const all = list === "VpnGateway" ? [gateway] : [];
    return { [`${list}s`]: { [list]: all }, TotalCount: all.length };
  };
  return { region: "cn-hangzhou", call } as unknown as VpcClient;
}

it("an audit denies no gateway without a mark that has a name of the migration's", async () => {
  const known = { migration: "shop", named: [], tunnels: true };
  expect((await vpnOpenings(region("to-office"), known)).unread).toEqual([]);
  const { found, unread } = await vpnOpenings(region("to-office"), { ...known, names: ["to-office"] });
  expect([found, unread]).toEqual([[], [expect.stringContaining("vpn-1 has the name to-office and no mark")]]);
});

it("an update learns of a gateway that has the migration's name and no mark, beside which it would make a second one", async () => {
  const query = { cloud: "alicloud", migration: "shop", kind: "vpn", stateId: BY.id, tasks: async () => [] } as const;
  const left = (client: VpcClient) => partsOfVpn("cn-hangzhou", query, (known) => readVpn(client, known));
  expect(await left(region("dbferry-shop", MARK))).toBe("vpn-1");
  expect(await left(region("dbferry-shop"))).toBe("vpn-1");
  expect(await left(region("office"))).toBeUndefined();
});
