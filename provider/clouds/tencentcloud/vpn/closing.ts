import type { Opening } from "../../../../model/openings";
import { visible } from "../../../../model/printing/visible";
import { UserProblem } from "../../../core/failure";
import { untilGone } from "../../untilGone";
import type { TencentClient } from "../client";
import { ifThere } from "./answers";
import { readPart, type VpnKind } from "./parts";
import { readRoute, routeParts, whereOf } from "./routes";

/** Removes a part of a VPN, and waits until it is gone, because the gateway cannot be removed before its connections. */
export async function closeVpn(client: TencentClient, { kind, id, where, addresses }: Opening): Promise<void> {
  if (kind === "route") return closeRoute(client, id, where, addresses);
  const part = kind as VpnKind;
  const there = await readPart(client, part, id);
  if (!there) return;
  if ("InstanceChargeType" in there && there.InstanceChargeType === "PREPAID")
    throw new UserProblem(
      `${where}: it is paid in advance, and the cloud keeps it until that time is over; nothing of dbferry's makes such a gateway; have it refunded or let it expire in the console`,
    );
  await ifThere(remove(client, part, id, there, where));
  await untilGone(where, async () => (await readPart(client, part, id)) !== undefined);
}

function remove(client: TencentClient, kind: VpnKind, id: string, there: object, where: string): Promise<object> {
  const doing = `deleting ${where}`;
  if (kind === "customerGateway") return client.call("vpc DeleteCustomerGateway", doing, { CustomerGatewayId: id });
  if (kind === "vpnGateway") return client.call("vpc DeleteVpnGateway", doing, { VpnGatewayId: id });
  const { VpnGatewayId } = there as { VpnGatewayId?: string };
  return client.call("vpc DeleteVpnConnection", doing, { VpnGatewayId, VpnConnectionId: id });
}

/** Its id is only its place in the table: a person may have pointed it elsewhere since it was shown. */
async function closeRoute(client: TencentClient, id: string, where: string, [shown]: string[]): Promise<void> {
  const found = await readRoute(client, id);
  if (!found) return;
  const now = whereOf(found.table, found.route);
  const to = found.route.DestinationCidrBlock;
  if (to !== shown || now !== where)
    throw new UserProblem(
      `the route to ${shown} was changed since it was shown: ${now}, to ${visible(to ?? "nothing")}; needed: ${where}, to ${shown}. It is not removed; look again: dbferry audit`,
    );
  const { route, table } = routeParts(id);
  const request = { RouteTableId: table, Routes: [{ RouteId: route }] };
  await ifThere(client.call("vpc DeleteRoutes", `deleting the route to ${shown} (${where})`, request));
}
