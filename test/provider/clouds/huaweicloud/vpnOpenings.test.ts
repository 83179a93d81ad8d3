import { expect, it } from "vitest";
import type { Opening } from "../../../../model/openings";
import type { HuaweiClient, HuaweiRequest } from "../../../../provider/clouds/huaweicloud/client";
import { HuaweiError } from "../../../../provider/clouds/huaweicloud/error";
import { closeVpn } from "../../../../provider/clouds/huaweicloud/vpnOpenings";

const MISSING = new HuaweiError("reading", "VPC.0504", "not found", 404, undefined);
const GATEWAY = {
  ...{ id: "gw-1", eip1: { id: "eip-1", ip_address: "203.0.113.1" }, eip2: { id: "eip-2", ip_address: "203.0.113.2" } },
};

/** Closes the gateway, whose second address is as given. @returns the calls that change something */
async function close(second: object | Error): Promise<string[]> {
  const changes: string[] = [];
  let isThere = true;
  const send = async (_: string, __: string, { method, url, params = {} }: HuaweiRequest) => {
    if (method === "DELETE") isThere = false;
    if (method !== "GET") changes.push(`${method} ${params["publicip_id"] ?? params["id"]}`);
    if (method !== "GET") return {};
    if (url.includes("vpn-gateways")) {
      if (!isThere) throw MISSING;
      return { vpn_gateway: GATEWAY };
    }
    if (params["publicip_id"] === "eip-1")
      return { publicip: { id: "eip-1", status: "ACTIVE", associate_instance_id: "gw-1" } };
    if (second instanceof Error) throw second;
    return { publicip: second };
  };
  const opening = { kind: "vpnGateway", id: "gw-1", where: "VPN gateway dbferry-shop" } as Opening;
  await closeVpn({ region: "cn-north-4", send } as unknown as HuaweiClient, opening);
  return changes;
}

it.each<[string, object | Error, string[]]>([
  ["is bound to it", { id: "eip-2", status: "ACTIVE", associate_instance_id: "gw-1" }, ["POST eip-2"]],
  ["does not say what it is bound to", { id: "eip-2", status: "ACTIVE" }, ["POST eip-2"]],
  ["is another one than was asked for", { id: "eip-9", status: "DOWN" }, ["POST eip-2"]],
  ["was unbound by a clean-up that was killed", { id: "eip-2", status: "DOWN", associate_instance_id: null }, []],
  ["serves something else by now", { id: "eip-2", status: "ACTIVE", associate_instance_id: "gw-2" }, []],
  ["was released", MISSING, []],
])(
  "takes the addresses from a gateway before the cloud releases them with it, unless one %s",
  async (_, second, more) => {
    expect(await close(second)).toEqual(["POST eip-1", ...more, "DELETE gw-1"]);
  },
);

it("removes no gateway while an address of it cannot be read", async () => {
  const refused = new HuaweiError("reading", "VPC.0301", "you may not see it", 403, undefined);
  await expect(close(refused)).rejects.toThrow(/you may not see it/);
});
