import { readTags } from "../../../../model/expiry";
import { visible } from "../../../../model/printing/visible";
import type { Problem } from "../../../../model/problems";
import type { VpnQuery } from "../../../core/clouds";
import type { VpcClient } from "./client";
import { gatewayProblems } from "./givenGateway";
import { overlapProblems } from "./networks";
import { isOurs } from "./own";
import { listParts, readVSwitch, tagsIn } from "./parts";

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

/** Two vSwitches of the VPC, in different zones where the region has several. */
async function vswitchProblems(client: VpcClient, query: VpnQuery): Promise<Problem[]> {
  const { vpcId, subnetId, standbySubnetId } = query;
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
    if (found?.VpcId === vpcId) return overlapProblems(found, query);
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
