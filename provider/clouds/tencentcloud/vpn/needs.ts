import { describeNeed, type Need } from "../../../../model/need";
import { visible } from "../../../../model/printing/visible";
import type { TencentClient } from "../client";
import { readPart, type WireGateway } from "./parts";
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
  return told(need, gatewayFaults(found));
}

/** Why a gateway carries nothing, or may not. */
export function gatewayFaults({ State, RestrictState, IsAddressBlocked }: WireGateway): string[] {
  return [
    ...unlike("State", State, "AVAILABLE"),
    ...unlike("RestrictState", RestrictState, "NORMAL"),
    ...unlike("IsAddressBlocked", IsAddressBlocked, false),
  ];
}

/** What is not given is no proof. */
export function unlike(field: string, seen: string | boolean | undefined, needed: string | boolean): string[] {
  return seen === needed ? [] : [`${field} is ${visible(String(seen ?? "not given"))}, not ${needed}`];
}

function told(need: Need, faults: readonly string[]): string | undefined {
  if (faults.length === 0) return undefined;
  return `${describeNeed(need)} is not as needed: ${faults.join("; ")}; look at it in the console`;
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
  if (found.VpnGatewayId !== need.through)
    return `${describeNeed(need)} was changed: it is of the gateway ${visible(found.VpnGatewayId ?? "none")}`;
  const { CustomerGatewayId: deviceId } = found;
  const device = deviceId ? await readPart(client, "customerGateway", deviceId) : undefined;
  if (device?.IpAddress !== need.address)
    return `${describeNeed(need)} was changed: it is to ${visible(device?.IpAddress ?? "no device that is there")}`;
  const policies = found.SecurityPolicyDatabaseSet ?? [];
  return told(need, [
    ...unlike("State", found.State, "AVAILABLE"),
    ...(policies.length > 0 ? [] : ["it has no policy, and so carries nothing"]),
  ]);
}

async function route(client: TencentClient, need: Need): Promise<string | undefined> {
  const found = (await readRoute(client, need.id))?.route;
  if (!found) return `${describeNeed(need)} is gone`;
  if (found.GatewayId !== need.through || found.DestinationCidrBlock !== need.address)
    return `${describeNeed(need)} was changed: it leads to ${visible(found.DestinationCidrBlock ?? "nothing")} through ${visible(found.GatewayId ?? "nothing")}`;
  return found.Enabled === false ? `${describeNeed(need)} is switched off: switch it on in the console` : undefined;
}
