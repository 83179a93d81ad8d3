import type { Value, Values } from "../../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../../handler";
import { given, type VpnService } from "./service";

/** A destination-based route of a gateway (alicloud_vpn_route_entry); its id is `<gateway>:<connection>:<destination>`. */
export class RouteEntryHandler implements Handler {
  constructor(private readonly vpn: VpnService) {}

  async create(inputs: Values): Promise<Existing> {
    const made = await this.vpn.call(
      "alicloud_vpn_route_entry",
      "CreateVpnRouteEntry",
      given({
        VpnGatewayId: inputs["vpnGatewayId"],
        RouteDest: inputs["routeDest"],
        NextHop: inputs["nextHop"],
        Weight: inputs["weight"],
        PublishVpc: inputs["publishVpc"],
      }),
    );
    return this.#mustRead([made["VpnInstanceId"], made["NextHop"], made["RouteDest"]].join(":"));
  }

  async read(id: string): Promise<Existing | undefined> {
    const [gateway, nextHop, destination] = parts(id);
    const answer = await this.vpn.find(id, "DescribeVpnRouteEntries", { VpnGatewayId: gateway, PageSize: "50" });
    const all = (answer?.["VpnRouteEntries"] as { VpnRouteEntry?: Record<string, Value>[] } | undefined)?.VpnRouteEntry;
    const found = (all ?? []).find((one) => one["NextHop"] === nextHop && one["RouteDest"] === destination);
    if (!found) return undefined;
    return {
      id,
      state: {
        ...{ vpnGatewayId: found["VpnInstanceId"]!, nextHop: found["NextHop"]!, routeDest: found["RouteDest"]! },
        ...{ weight: found["Weight"]!, publishVpc: found["State"] === "published", status: found["State"]! },
        routeEntryType: found["RouteEntryType"]!,
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    if (prior["publishVpc"] !== inputs["publishVpc"])
      await this.vpn.call(id, "PublishVpnRouteEntry", {
        ...named(id),
        PublishVpc: String(inputs["publishVpc"]),
        RouteType: "dbr",
      });
    if (prior["weight"] !== inputs["weight"])
      await this.vpn.call(id, "ModifyVpnRouteEntryWeight", {
        ...named(id),
        Weight: String(prior["weight"]),
        NewWeight: String(inputs["weight"]),
      });
    return (await this.#mustRead(id)).state;
  }

  async delete(id: string, prior: Values): Promise<void> {
    if (!(await this.read(id))) return;
    await this.vpn.call(id, "DeleteVpnRouteEntry", { ...named(id), Weight: String(prior["weight"]) });
    await this.vpn.reaches(id, undefined, async () => (await this.read(id))?.id);
  }

  async #mustRead(id: string): Promise<Existing> {
    const found = await this.read(id);
    if (!found) throw new ProviderError(`Resource ${id} was created but does not exist`);
    return found;
  }
}

function named(id: string): Record<string, string> {
  const [VpnGatewayId, NextHop, RouteDest] = parts(id);
  return { VpnGatewayId, NextHop, RouteDest };
}

function parts(id: string): [string, string, string] {
  const [gateway, nextHop, destination, ...rest] = id.split(":");
  if (!gateway || !nextHop || !destination || rest.length > 0)
    throw new ProviderError(`Invalid Resource Id ${id}. Expected parts' length 3, got ${id.split(":").length}`);
  return [gateway, nextHop, destination];
}
