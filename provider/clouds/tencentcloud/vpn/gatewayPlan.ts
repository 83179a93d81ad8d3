import { overlapping } from "../../../../model/addresses/overlap";
import { readTags } from "../../../../model/expiry";
import { visible } from "../../../../model/printing/visible";
import type { Problem } from "../../../../model/problems";
import type { VpnQuery } from "../../../core/clouds";
import type { TencentClient } from "../client";
import { gatewayFaults, unlike } from "./needs";
import { listParts, readPart, tagsIn } from "./parts";
import { problem } from "./telling";

/** A gateway that exists: whatever the cloud does not say of it is not proven. */
export async function gatewayProblems(client: TencentClient, query: VpnQuery): Promise<Problem[]> {
  const { gateway: given, vpcId } = query;
  if (!given) return [];
  const found = await readPart(client, "vpnGateway", given.id);
  const one = (seen: string, needed: string, fix: string) => problem("vpn.gateway.id", seen, needed, fix);
  if (!found)
    return [
      one(
        `${given.id}, which is not in ${client.region}`,
        "a VPN gateway in the region and the VPC of the target",
        "look up its id in the console, or leave vpn.gateway out, and one is created",
      ),
    ];
  const { VpcId, Type, PublicIpAddress } = found;
  const faults = [...unlike("Type", Type, "IPSEC"), ...gatewayFaults(found)];
  return [
    ...(VpcId === vpcId
      ? []
      : [
          one(
            `${given.id}, of the VPC ${visible(VpcId ?? "(none)")}`,
            `a gateway of ${vpcId}, the VPC of the target`,
            "name a gateway of that VPC, or leave vpn.gateway out",
          ),
        ]),
    ...faults.map((fault) =>
      one(
        `${given.id}: ${fault}`,
        "an IPsec gateway that works",
        "restore it in the console, name another, or leave vpn.gateway out, and one is created",
      ),
    ),
    ...(PublicIpAddress === given.address
      ? []
      : [
          {
            path: "vpn.gateway.address",
            seen: given.address ?? "nothing",
            needed: PublicIpAddress ? `${visible(PublicIpAddress)}, which the gateway has` : "an address that it has",
          },
        ]),
    ...(await policyProblems(client, given.id, query)),
  ];
}

/** Two connections of a gateway cannot carry the same pair of networks. */
async function policyProblems(client: TencentClient, gatewayId: string, query: VpnQuery): Promise<Problem[]> {
  const { cloudSubnets, deviceSubnets = [], migration, stateId } = query;
  const all = (await listParts(client, "vpnConnection")).filter(({ VpnGatewayId }) => VpnGatewayId === gatewayId);
  return all.flatMap((connection) => {
    const mark = readTags(tagsIn(connection));
    if (mark !== undefined && mark.id === migration && mark.state === stateId) return [];
    const clash = (connection.SecurityPolicyDatabaseSet ?? []).find(
      ({ LocalCidrBlock: local, RemoteCidrBlock: remotes }) =>
        local && overlapping([local], cloudSubnets) && overlapping(remotes ?? [], deviceSubnets),
    );
    if (!clash) return [];
    const pair = `${clash.LocalCidrBlock} to ${(clash.RemoteCidrBlock ?? []).join(", ")}`;
    return [
      problem(
        "vpn.gateway.id",
        `${gatewayId}, whose connection ${visible(connection.VpnConnectionId)} carries ${visible(pair)} already`,
        `no other connection of it that carries any of ${cloudSubnets.join(", ")} to any of ${deviceSubnets.join(", ")}`,
        "leave vpn.gateway out, and one is created, or name networks that the other connection does not carry",
      ),
    ];
  });
}
