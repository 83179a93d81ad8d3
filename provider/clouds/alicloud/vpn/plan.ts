import { readTags } from "../../../../model/expiry";
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
  type WireCustomerGateway,
  type WireGateway,
} from "./parts";
import { policyRoutesOf, toldPolicy } from "./routes";

/** What contradicts the VPN of a migration, before any part of it exists. */
export async function vpnProblems(client: VpcClient, query: VpnQuery): Promise<Problem[]> {
  const [place, customer] = await Promise.all([
    query.gateway ? gatewayProblems(client, query) : vswitchProblems(client, query),
    customerGatewayProblems(client, query),
  ]);
  return [...place, ...customer];
}

/** The cloud has each device once in a region. */
async function customerGatewayProblems(
  client: VpcClient,
  { deviceAddress, customerGatewayId, migration }: VpnQuery,
): Promise<Problem[]> {
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
  // One with the migration's name and no mark yet is what a killed update has left: nothing that is to stay.
  const isOurs = (one: WireCustomerGateway) => {
    const mark = readTags(tagsIn(one));
    return mark ? mark.id === migration : migration !== undefined && one.Name === vpnName({ name: migration });
  };
  const others = all.filter((one) => one.IpAddress === deviceAddress && !isOurs(one));
  return others.map(({ CustomerGatewayId: id }) => ({
    path: "vpn.deviceAddress",
    seen: `${deviceAddress}, which has the customer gateway ${id} in ${client.region} already`,
    needed: "that one: the cloud takes each address once in a region",
    fix: `write vpn.customerGatewayId: ${id}; it is used and never changed`,
  }));
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

async function gatewayProblems(client: VpcClient, { gateway: given, vpcId }: VpnQuery): Promise<Problem[]> {
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
