import { setTimeout as wait } from "node:timers/promises";
import type { Opening } from "../../../../model/openings";
import { visible } from "../../../../model/printing/visible";
import { UserProblem } from "../../../core/failure";
import type { VpcCall } from "../../../permissions/alibabaVpc";
import { GONE_AFTER_MS, LOOK_EVERY_MS, untilGone } from "../../untilGone";
import { isBusy, isGone, type VpcClient } from "./client";
import { PARTS, readPart, type VpnKind } from "./parts";
import { routesOf } from "./routes";

/** Removes a part of a VPN, and waits until it is gone, because the gateway cannot be removed before its connections. */
export async function closeVpn(client: VpcClient, { kind, id, where }: Opening): Promise<void> {
  const part = PARTS[kind as VpnKind];
  const there = await readPart(client, kind as VpnKind, id);
  if (!there) return;
  if ("ChargeType" in there && /^prepa(y|id)$/i.test(there.ChargeType ?? ""))
    throw new UserProblem(
      `${where}: it is paid in advance, and the cloud keeps it until that time is over; needed: nothing of dbferry's makes such a gateway; have it refunded or let it expire in the console`,
    );
  if ("VpnGatewayId" in there && kind === "vpnConnection") await removeRoutes(client, there.VpnGatewayId, id, where);
  await change(client, part.remove, `deleting ${where}`, { [part.id]: id }, where);
  await untilGone(where, async () => (await readPart(client, kind as VpnKind, id)) !== undefined);
}

/** Those that lead to the connection, of a gateway that may be somebody else's. */
async function removeRoutes(client: VpcClient, gateway: string | undefined, connection: string, where: string) {
  if (!gateway) return;
  const ours = (await routesOf(client, gateway)).filter(({ NextHop }) => NextHop === connection);
  for (const { RouteDest, Weight } of ours) {
    if (Weight === undefined)
      throw new UserProblem(
        `${where}: the response does not say the weight of the route to ${visible(RouteDest)}, without which it cannot be removed; remove the route in the console, and run it again`,
      );
    const route = { VpnGatewayId: gateway, RouteDest, NextHop: connection, Weight: String(Weight) };
    await change(client, "DeleteVpnRouteEntry", `deleting the route to ${RouteDest}`, route, where);
  }
}

/** A gateway takes one change at a time. */
async function change(
  client: VpcClient,
  action: VpcCall,
  doing: string,
  query: Record<string, string>,
  where: string,
): Promise<void> {
  for (const end = Date.now() + GONE_AFTER_MS; Date.now() < end; await wait(LOOK_EVERY_MS)) {
    try {
      await client.call(action, doing, query);
      return;
    } catch (error) {
      if (isGone(error)) return;
      if (!isBusy(error)) throw error;
    }
  }
  throw new UserProblem(`${where}: its gateway is busy for ${GONE_AFTER_MS / 60_000} minutes; run it again`);
}
