import { describeNeed, type Need } from "../../../../model/need";
import { visible } from "../../../../model/printing/visible";
import type { TencentClient } from "../client";
import { readPart } from "./parts";
import { readRoute } from "./routes";

/** How a part of a VPN differs from what is needed, for people; undefined: it does not. */
export function vpnLacks(client: TencentClient, need: Need): Promise<string | undefined> {
  const read = READ[need.kind as keyof typeof READ];
  if (!read) throw new Error(`Tencent Cloud has no ${need.kind}`);
  return read(client, need);
}

const READ = { vpnGateway: gateway, customerGateway, vpnConnection: connection, route };

async function gateway(client: TencentClient, need: Need): Promise<string | undefined> {
  const found = await readPart(client, "vpnGateway", need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  const address = found.PublicIpAddress ?? "";
  if (address !== need.address) return `${describeNeed(need)} has the address ${visible(address) || "none"}`;
  if (found.State === "AVAILABLE") return undefined;
  return `${describeNeed(need)} is ${visible(found.State ?? "in no known state")}, not AVAILABLE: look at it in the console`;
}

async function customerGateway(client: TencentClient, need: Need): Promise<string | undefined> {
  const found = await readPart(client, "customerGateway", need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  if (found.IpAddress === need.address) return undefined;
  return `${describeNeed(need)} was changed: it is of ${visible(found.IpAddress ?? "no device")}`;
}

/** Whether its tunnel is up is for the device to say as well: the connection test shows it. */
async function connection(client: TencentClient, need: Need): Promise<string | undefined> {
  const found = await readPart(client, "vpnConnection", need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  if (found.VpnGatewayId === need.through) return undefined;
  return `${describeNeed(need)} was changed: it is of the gateway ${visible(found.VpnGatewayId ?? "none")}`;
}

async function route(client: TencentClient, need: Need): Promise<string | undefined> {
  const found = (await readRoute(client, need.id))?.route;
  if (!found) return `${describeNeed(need)} is gone`;
  if (found.GatewayId !== need.through || found.DestinationCidrBlock !== need.address)
    return `${describeNeed(need)} was changed: it leads to ${visible(found.DestinationCidrBlock ?? "nothing")} through ${visible(found.GatewayId ?? "nothing")}`;
  return found.Enabled === false ? `${describeNeed(need)} is switched off: switch it on in the console` : undefined;
}
