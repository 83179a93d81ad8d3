import { describeNeed, type Need } from "../../../../model/need";
import { visible } from "../../../../model/printing/visible";
import type { VpcClient } from "./client";
import { listOf, readPart, unusable } from "./parts";
import { routesOf } from "./routes";

/** How a part of a VPN differs from what is needed, for people; undefined: it does not. */
export async function vpnLacks(client: VpcClient, need: Need): Promise<string | undefined> {
  if (need.kind === "vpnGateway") return gateway(client, need);
  if (need.kind === "customerGateway") return customerGateway(client, need);
  return connection(client, need);
}

async function gateway(client: VpcClient, need: Need): Promise<string | undefined> {
  const found = await readPart(client, "vpnGateway", need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  const addresses = [found.InternetIp, found.DisasterRecoveryInternetIp].filter(Boolean).join(", ");
  if (addresses !== need.address) return `${describeNeed(need)} has the addresses ${visible(addresses) || "none"}`;
  const wrong = unusable(found).map(({ seen, needed }) => `${seen}, not ${needed}`);
  if (wrong.length > 0) return `${describeNeed(need)} has ${wrong.join("; ")}: look at it in the console`;
  // While it takes a change, it carries packets as before.
  if (found.Status === "active" || found.Status === "updating") return undefined;
  return `${describeNeed(need)} is ${visible(found.Status ?? "in no known state")}, not active: look at it in the console`;
}

async function customerGateway(client: VpcClient, need: Need): Promise<string | undefined> {
  const found = await readPart(client, "customerGateway", need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  if (found.IpAddress === need.address) return undefined;
  return `${describeNeed(need)} was changed: it is of ${visible(found.IpAddress ?? "no device")}`;
}

/** With the routes that lead to it. Whether its tunnels are up is for the device to say as well: the connection test shows it. */
async function connection(client: VpcClient, need: Need): Promise<string | undefined> {
  const found = await readPart(client, "vpnConnection", need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  if (found.VpnGatewayId !== need.through)
    return `${describeNeed(need)} was changed: it is of the gateway ${visible(found.VpnGatewayId ?? "none")}`;
  const routes = (await routesOf(client, found.VpnGatewayId!)).filter(({ NextHop }) => NextHop === need.id);
  if (listOf(found.RemoteSubnet).length === 0)
    return `${describeNeed(need)} was changed: it has no peer networks, and carries nothing`;
  const missing = listOf(found.RemoteSubnet).filter(
    (subnet) =>
      !routes.some(({ RouteDest, State, Weight }) => RouteDest === subnet && State === "published" && Weight !== 0),
  );
  if (missing.length === 0) return undefined;
  return `${describeNeed(need)} is not led to from its VPC: no published route of the gateway to ${missing.join(", ")}`;
}
