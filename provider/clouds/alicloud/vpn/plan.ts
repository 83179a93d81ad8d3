import { covers } from "../../../../model/addresses";
import { asBlock } from "../../../../model/addresses/block";
import { readTags } from "../../../../model/expiry";
import { visible } from "../../../../model/printing/visible";
import type { Problem } from "../../../../model/problems";
import { vpnName } from "../../../../model/spec/vpn";
import type { VpnQuery } from "../../../core/clouds";
import type { VpcClient } from "./client";
import {
  listParts,
  readPart,
  readVSwitch,
  tagsIn,
  unusable,
  type WireConnection,
  type WireCustomerGateway,
  type WireGateway,
} from "./parts";
import { learnedRoutesOf, policyRoutesOf, routesOf, toldPolicy, toldRoute } from "./routes";

/** What contradicts the VPN of a migration, before any part of it exists. */
export async function vpnProblems(client: VpcClient, query: VpnQuery): Promise<Problem[]> {
  const [place, customer] = await Promise.all([
    query.gateway ? gatewayProblems(client, query) : vswitchProblems(client, query),
    customerGatewayProblems(client, query),
  ]);
  return [...place, ...customer];
}

/** The cloud has each device once in a region. */
async function customerGatewayProblems(client: VpcClient, query: VpnQuery): Promise<Problem[]> {
  const { deviceAddress, customerGatewayId } = query;
  const all = await listParts(client, "customerGateway");
  if (customerGatewayId !== undefined) {
    const found = all.find((one) => one.CustomerGatewayId === customerGatewayId);
    if (found && (deviceAddress === undefined || found.IpAddress === deviceAddress)) return [];
    return [
      {
        path: "vpn.customerGatewayId",
        seen: found
          ? `${customerGatewayId}, of the device ${found.IpAddress}`
          : `${customerGatewayId}, which is not in ${client.region}`,
        needed: `the customer gateway of the device ${deviceAddress}, in ${client.region}`,
        fix: "look up its id in the console, or leave vpn.customerGatewayId out, and one is created",
      },
    ];
  }
  const others = all.filter((one) => one.IpAddress === deviceAddress && !isOurs(one, query));
  return others.map((one) => {
    const { CustomerGatewayId: id } = one;
    const mark = readTags(tagsIn(one));
    const problem = {
      path: "vpn.deviceAddress",
      seen: `${deviceAddress}, which has the customer gateway ${id} in ${client.region} already`,
      needed: "that one: the cloud takes each address once in a region",
      fix: `write vpn.customerGatewayId: ${id}; it is used and never changed`,
    };
    if (!mark) return problem;
    const whose = `the migration ${visible(mark.id)}${mark.stack ? ` of the stack ${visible(mark.stack)}` : " of another stack"}`;
    return {
      ...problem,
      seen: `${problem.seen}, which is that of ${whose}`,
      needed:
        "none, or one that stays: the cloud takes each address once in a region, and that migration removes its own at its end",
      fix: `end ${whose} first, or let this one connect to another address of the device`,
    };
  });
}

/** By its mark. One with the migration's name and no mark yet is what a killed update has left: nothing that is to stay. */
function isOurs(one: WireCustomerGateway | WireConnection, { migration, stateId }: VpnQuery): boolean {
  const mark = readTags(tagsIn(one));
  if (!mark) return migration !== undefined && one.Name === vpnName({ name: migration });
  return mark.id === migration && (stateId === undefined || mark.state === stateId);
}

/** Two vSwitches of the VPC, in different zones where the region has several. */
async function vswitchProblems(client: VpcClient, { vpcId, subnetId, standbySubnetId }: VpnQuery): Promise<Problem[]> {
  if (subnetId !== undefined && subnetId === standbySubnetId)
    return [
      {
        path: "vpn.standbySubnetId",
        seen: `${subnetId}, as vpn.subnetId`,
        needed: `another vSwitch of ${vpcId}, in another zone`,
      },
    ];
  const given = Object.entries({ subnetId, standbySubnetId });
  const zones: (string | undefined)[] = [];
  const looks = given.map(async ([key, id]): Promise<Problem[]> => {
    if (id === undefined) return [];
    const found = await readVSwitch(client, id);
    zones[key === "subnetId" ? 0 : 1] = found?.ZoneId;
    if (found?.VpcId === vpcId) return [];
    return [
      {
        path: `vpn.${key}`,
        seen: found ? `${id}, of the VPC ${found.VpcId ?? "(none)"}` : `${id}, which is not in ${client.region}`,
        needed: `a vSwitch of ${vpcId} in ${client.region}`,
        fix: "look up its id in the console, or correct vpn.vpcId",
      },
    ];
  });
  const problems = (await Promise.all(looks)).flat();
  const [zone, other] = zones;
  if (zone === undefined || zone !== other) return problems;
  return [
    ...problems,
    {
      path: "vpn.standbySubnetId",
      seen: `${standbySubnetId}, of the zone ${zone}, as vpn.subnetId`,
      needed: "a vSwitch in another zone of the region",
      fix: "name one in another zone; in a region with a single zone, make the gateway in the console and name it as vpn.gateway",
    },
  ];
}

async function gatewayProblems(client: VpcClient, query: VpnQuery): Promise<Problem[]> {
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
