import { covers } from "../../../model/addresses";
import { asBlock } from "../../../model/addresses/block";
import { readTags } from "../../../model/expiry";
import type { Hop } from "../../../model/hops";
import { visible } from "../../../model/printing/visible";
import type { TunnelQuery } from "../../core/clouds";
import type { HuaweiClient } from "./client";
import { listConnections, listGateways, tagsIn, type WireConnection, type WireGateway } from "./vpns";

/**
 * The way from the task through the migration's tunnels, as far as the cloud shows it. What is behind the device is not
 * read: it is never more than inferred.
 */
export async function tunnelHop(client: HuaweiClient, query: TunnelQuery): Promise<Hop> {
  const [connections, gateways] = await Promise.all([listConnections(client), listGateways(client)]);
  const ours = connections.filter(({ tags }) => readTags(tagsIn(tags))?.id === query.migration);
  if (ours.length === 0)
    return shut(["no VPN connection has the mark of the migration"], "dbferry up: it creates the connections");
  const stacks = new Set(ours.map(({ tags }) => readTags(tagsIn(tags))?.state));
  if (stacks.size > 1)
    return {
      hop: "route",
      state: "unknown",
      seen: [
        `VPN connections of several stacks have the mark of a migration ${visible(query.migration)}: ${ours.map(nameOf).join(", ")}`,
      ],
      fix: ["look at the connections of this stack's gateway in the console; dbferry audit lists whose they are"],
    };
  const judged = ours.map((connection) => ({ connection, fault: faultOf(connection, gateways, query) }));
  const seen = judged.map(({ connection, fault }) => `${nameOf(connection)}: ${fault?.seen ?? "up, and carries it"}`);
  if (judged.some(({ fault }) => fault === undefined))
    return { hop: "route", state: "inferred", seen: [...seen, "what is behind the device is not read"] };
  const known = judged.flatMap(({ fault }) => (fault?.fix ? [fault.fix] : []));
  if (known.length < judged.length) return { hop: "route", state: "unknown", seen };
  return { hop: "route", state: "shut", seen, fix: [...new Set(known)] };
}

const nameOf = ({ name, id }: WireConnection) => `the VPN connection ${visible(name ?? id)}`;

function shut(seen: string[], fix: string): Hop {
  return { hop: "route", state: "shut", seen, fix: [fix] };
}

/** Why it does not carry the task's packets; without a fix, it is not known whether it does. undefined: it does. */
function faultOf(
  connection: WireConnection,
  gateways: readonly WireGateway[],
  { from, to, deviceAddress }: TunnelQuery,
): { seen: string; fix?: string } | undefined {
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
