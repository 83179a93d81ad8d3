import { covers } from "../../../../model/addresses";
import { asBlock } from "../../../../model/addresses/block";
import type { Problem } from "../../../../model/problems";
import type { VpnQuery } from "../../../core/clouds";
import type { VpcClient } from "./client";
import { ownNetworkProblems } from "./networks";
import { isOurs } from "./own";
import { listParts, readPart, unusable, type WireGateway } from "./parts";
import { learnedRoutesOf, policyRoutesOf, routesOf, toldPolicy, toldRoute } from "./routes";

/** What contradicts a gateway that exists and is to be used. */
export async function gatewayProblems(client: VpcClient, query: VpnQuery): Promise<Problem[]> {
  const { gateway: given, vpcId } = query;
  if (!given) return [];
  const problem = (path: string, seen: string, needed: string, fix: string): Problem => ({ path, seen, needed, fix });
  const found = await readPart(client, "vpnGateway", given.id);
  if (!found)
    return [
      problem(
        "vpn.gateway.id",
        `${given.id}, which is not in ${client.region}`,
        "a VPN gateway in the region of the target",
        "look up its id in the console, or leave vpn.gateway out, and one is created",
      ),
    ];
  return [
    ...(found.VpcId === vpcId
      ? []
      : [
          problem(
            "vpn.gateway.id",
            `${given.id}, of the VPC ${found.VpcId ?? "(none)"}`,
            `a gateway of ${vpcId}`,
            "name a gateway of that VPC, or correct vpn.vpcId",
          ),
        ]),
    ...(found.Status === "active" || found.Status === "updating"
      ? []
      : [
          problem(
            "vpn.gateway.id",
            `${given.id}, whose state is ${found.Status ?? "not given"}`,
            "a gateway whose state is active",
            "wait until the console shows it as normal",
          ),
        ]),
    ...unusable(found).map(({ seen, needed }) =>
      problem(
        "vpn.gateway.id",
        `${given.id}, with ${seen}`,
        `a gateway with ${needed}`,
        "mend it in the console, or name another gateway",
      ),
    ),
    ...addressProblems(found, given),
    ...(await policyProblems(client, given.id)),
    ...(await routeProblems(client, query)),
    ...(await ownNetworkProblems(client, found, query)),
  ];
}

/** Routes into the networks behind the device that lead elsewhere would take the packets, or a part of them. */
async function routeProblems(client: VpcClient, query: VpnQuery): Promise<Problem[]> {
  const { deviceSubnets = [] } = query;
  const id = query.gateway!.id;
  const routes = [...(await routesOf(client, id)), ...(await learnedRoutesOf(client, id))];
  const inside = routes.filter(({ RouteDest }) => covers(deviceSubnets, [asBlock(RouteDest)]));
  if (inside.length === 0) return [];
  const connections = await listParts(client, "vpnConnection");
  const ours = connections.filter((one) => isOurs(one, query)).map(({ VpnConnectionId }) => VpnConnectionId);
  const others = inside.filter(({ NextHop }) => !ours.includes(NextHop ?? ""));
  if (others.length === 0) return [];
  return [
    {
      path: "vpn.gateway.id",
      seen: `${id}, with routes into vpn.deviceSubnets: ${others.map(toldRoute).join(", ")}`,
      needed: `a gateway with no route to ${deviceSubnets.join(", ")} or a part of it, which would take the packets of the migration`,
      fix: "name another gateway, or leave vpn.gateway out, and one is created; or remove them in the console or at the device that announces them, if nothing else needs them",
    },
  ];
}

/** They come before every route that the migration would make, and what they match may change at any time. */
async function policyProblems(client: VpcClient, id: string): Promise<Problem[]> {
  const routes = await policyRoutesOf(client, id);
  if (routes.length === 0) return [];
  return [
    {
      path: "vpn.gateway.id",
      seen: `${id}, with policy-based routes: ${routes.map(toldPolicy).join(", ")}`,
      needed: "a gateway without any: they come before the routes of the migration, which then prove nothing",
      fix: "name another gateway, or leave vpn.gateway out, and one is created; or remove them in the console, if nothing else needs them",
    },
  ];
}

/** A gateway with a single tunnel has no second address. */
function addressProblems(found: WireGateway, given: NonNullable<VpnQuery["gateway"]>): Problem[] {
  const ends = { address: found.InternetIp, standbyAddress: found.DisasterRecoveryInternetIp };
  return (["address", "standbyAddress"] as const).flatMap((end) => {
    if (ends[end] && given[end] === ends[end]) return [];
    return [
      {
        path: `vpn.gateway.${end}`,
        seen: given[end] ?? "nothing",
        needed: ends[end]
          ? `${ends[end]}, which the gateway has`
          : "a gateway with two tunnels: this one has no second address",
        ...(ends[end] ? {} : { fix: "upgrade it to dual-tunnel mode in the console, or name another one" }),
      },
    ];
  });
}
