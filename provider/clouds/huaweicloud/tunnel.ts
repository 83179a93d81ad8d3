import { covers } from "../../../model/addresses";
import { asBlock } from "../../../model/addresses/block";
import type { Hop } from "../../../model/hops";
import { visible } from "../../../model/printing/visible";
import type { TunnelQuery } from "../../core/clouds";
import { hopThrough, type TunnelFault } from "../tunnelHop";
import type { HuaweiClient } from "./client";
import { listConnections, listGateways, tagsIn, type WireConnection, type WireGateway } from "./vpns";

/** The way from the task through the migration's tunnels, as far as the cloud shows it. */
export async function tunnelHop(client: HuaweiClient, query: TunnelQuery): Promise<Hop> {
  const [connections, gateways] = await Promise.all([listConnections(client), listGateways(client)]);
  return hopThrough(query.migration, connections, {
    tagsIn: ({ tags }) => tagsIn(tags),
    nameOf: ({ name, id }) => name ?? id,
    faultOf: (one) => faultOf(one, gateways, query),
    made: "the connections",
  });
}

function faultOf(
  connection: WireConnection,
  gateways: readonly WireGateway[],
  { from, to, deviceAddress }: TunnelQuery,
): TunnelFault | undefined {
  const gateway = gateways.find(({ id }) => id === connection.vgw_id);
  if (!gateway) return { seen: `its gateway ${connection.vgw_id} is not listed` };
  const missing = from.filter((address) => !covers(gateway.local_subnets ?? [], [asBlock(address)]));
  if (missing.length > 0)
    return {
      seen: `route missing: the local subnets of the gateway ${gateway.id} (${(gateway.local_subnets ?? []).join(", ") || "none"}) do not hold ${missing.join(", ")}`,
      fix: "dbferry up --refresh: it restores the gateway's networks; those of a gateway that the migration has not created: add them in the console",
    };
  const unruled = from.filter((address) => !isRuled(connection, address, to));
  if (unruled.length > 0)
    return {
      seen: `route missing: no policy rule carries ${unruled.join(", ")} to ${to}`,
      fix: "dbferry up --refresh: it restores the rules of the connection",
    };
  switch (connection.status) {
    case "ACTIVE":
      return from.length > 0
        ? undefined
        : { seen: "up; whether it carries the task is not known, as the task has no address yet" };
    case "DOWN":
      return {
        seen: "the tunnel is DOWN",
        fix:
          `bring the tunnel up on the device ${deviceAddress}: the same key, the same networks, IKEv2 with exactly the proposal that its settings name, and UDP 500 and 4500 ` +
          "and ESP admitted (pulumi stack output plainText)",
      };
    default:
      return { seen: `its state is ${visible(connection.status ?? "not given")}, which says nothing about the tunnel` };
  }
}

function isRuled({ policy_rules, peer_subnets }: WireConnection, from: string, to: string): boolean {
  const far = [asBlock(to)];
  return (
    covers(peer_subnets ?? [], far) &&
    (policy_rules ?? []).some(
      ({ source, destination }) =>
        source !== undefined && covers([source], [asBlock(from)]) && covers(destination ?? [], far),
    )
  );
}
