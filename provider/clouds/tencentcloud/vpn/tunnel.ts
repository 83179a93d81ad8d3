import { covers } from "../../../../model/addresses";
import { asBlock } from "../../../../model/addresses/block";
import type { Hop } from "../../../../model/hops";
import { visible } from "../../../../model/printing/visible";
import type { TunnelQuery } from "../../../core/clouds";
import { hopThrough, type TunnelFault } from "../../tunnelHop";
import type { TencentClient } from "../client";
import { listParts, tagsIn, type WireConnection } from "./parts";
import { listTables, routesIn, type WireTable } from "./routes";

const UP = "dbferry up --refresh: it restores what the migration has made";

/** The way from the task through the migration's tunnel, as far as the cloud shows it. */
export async function tunnelHop(client: TencentClient, query: TunnelQuery): Promise<Hop> {
  const [connections, tables] = await Promise.all([listParts(client, "vpnConnection"), listTables(client)]);
  return hopThrough(query.migration, connections, {
    tagsIn,
    nameOf: ({ VpnConnectionName, VpnConnectionId }) => VpnConnectionName || VpnConnectionId,
    faultOf: (one) => faultOf(one, tables, query),
    made: "the connection",
  });
}

function faultOf(
  connection: WireConnection,
  tables: readonly WireTable[],
  { from, to, deviceAddress }: TunnelQuery,
): TunnelFault | undefined {
  const { VpcId, VpnGatewayId, NetStatus, State } = connection;
  const inVpc = tables.filter((table) => table.VpcId === VpcId);
  if (inVpc.length === 0) return { seen: `no route table of ${VpcId} is listed` };
  const leading = inVpc.filter((table) => leadsTo(table, to, VpnGatewayId));
  if (leading.length === 0)
    return {
      seen: `route missing: no route table of ${VpcId} leads to ${to} through the gateway ${VpnGatewayId}`,
      fix: UP,
    };
  const unruled = from.filter((address) => !isRuled(connection, address, to));
  if (unruled.length > 0)
    return {
      seen: `no policy of the tunnel carries ${unruled.join(", ")} to ${to}`,
      fix: `${UP}; the networks are vpn.cloudSubnets`,
    };
  if (State !== "AVAILABLE") return { seen: `its state is ${visible(State ?? "not given")}` };
  // The vendor names no other value: whether the tunnel is down is not known.
  if (NetStatus !== "AVAILABLE")
    return {
      seen:
        `its tunnel is not shown as up (NetStatus ${visible(NetStatus || "not given")}), and no value is documented that says it is down; on the device ${deviceAddress}, it takes the same key, ` +
        "the same networks, IKEv2 with exactly the proposal that its settings name, and UDP 500 and 4500 and ESP admitted (pulumi stack output plainText)",
    };
  if (from.length === 0)
    return { seen: "up; whether it carries the task is not known, as the task's address is not known" };
  const others = inVpc.filter((table) => !leading.includes(table)).map(({ RouteTableId }) => RouteTableId);
  if (others.length === 0) return undefined;
  return { seen: `up; not every route table of ${VpcId} leads to ${to}: not ${others.join(", ")}` };
}

/** Whether a packet from the table's subnets to an address leaves through a gateway: the most exact routes decide, all of them. */
function leadsTo(table: WireTable, to: string, gateway: string | undefined): boolean {
  const length = (block: string) => Number(block.split("/")[1]);
  const routes = routesIn(table).flatMap((route) => {
    const { DestinationCidrBlock: block, Enabled } = route;
    return block && Enabled !== false && covers([block], [asBlock(to)]) ? [{ ...route, block }] : [];
  });
  const longest = Math.max(...routes.map(({ block }) => length(block)));
  const deciding = routes.filter(({ block }) => length(block) === longest);
  return deciding.length > 0 && deciding.every((one) => one.GatewayType === "VPN" && one.GatewayId === gateway);
}

function isRuled({ SecurityPolicyDatabaseSet }: WireConnection, from: string, to: string): boolean {
  return (SecurityPolicyDatabaseSet ?? []).some(
    ({ LocalCidrBlock: local, RemoteCidrBlock: remotes }) =>
      local !== undefined && covers([local], [asBlock(from)]) && covers(remotes ?? [], [asBlock(to)]),
  );
}
