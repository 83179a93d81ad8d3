import { covers } from "../../../model/addresses";
import type { Problem } from "../../../model/problems";
import type { VpnQuery } from "../../core/clouds";
import type { HuaweiClient } from "./client";
import { readSubnet } from "./networks";
import { readGateway, type WireGateway } from "./vpns";

/** What contradicts the VPN of a migration, before any part of it exists. */
export async function vpnProblems(client: HuaweiClient, query: VpnQuery): Promise<Problem[]> {
  const [task, gateway] = await Promise.all([taskProblems(client, query), gatewayProblems(client, query)]);
  return [...task, ...gateway];
}

/** The task runs in the subnet of the target: the tunnels have to carry all of it. */
async function taskProblems(client: HuaweiClient, { subnetId, cloudSubnets }: VpnQuery): Promise<Problem[]> {
  // One that does not exist is reported by the check of the instance.
  const cidr = subnetId === undefined ? undefined : (await readSubnet(client, subnetId))?.cidr;
  if (cidr === undefined || covers(cloudSubnets, [cidr])) return [];
  return [
    {
      path: "vpn.cloudSubnets",
      seen: cloudSubnets.join(", "),
      needed: `${cidr}, the subnet of the target, which the task connects from`,
      fix: `add ${cidr} to vpn.cloudSubnets`,
    },
  ];
}

async function gatewayProblems(client: HuaweiClient, query: VpnQuery): Promise<Problem[]> {
  const { gateway: given, vpcId } = query;
  if (!given) return [];
  const problem = (path: string, seen: string, needed: string, fix: string): Problem => ({ path, seen, needed, fix });
  const found = await readGateway(client, given.id);
  if (!found)
    return [
      problem(
        "vpn.gateway.id",
        `${given.id}, which is not in ${client.region}`,
        "a VPN gateway in the region and the VPC of the target",
        "look up its id in the console, or leave vpn.gateway out, and one is created",
      ),
    ];
  return [
    ...(found.vpc_id === vpcId
      ? []
      : [
          problem(
            "vpn.gateway.id",
            `${given.id}, of the VPC ${found.vpc_id ?? "(none)"}`,
            `a gateway of ${vpcId}, the VPC of the target`,
            "name a gateway of that VPC, or leave vpn.gateway out",
          ),
        ]),
    ...(found.status === "ACTIVE"
      ? []
      : [
          problem(
            "vpn.gateway.id",
            `${given.id}, whose state is ${found.status ?? "not given"}`,
            "a gateway whose state is ACTIVE",
            "wait until the console shows it as normal, or restore it there",
          ),
        ]),
    ...addressProblems(found, given),
    ...carriedProblems(found, query),
  ];
}

function addressProblems(found: WireGateway, given: NonNullable<VpnQuery["gateway"]>): Problem[] {
  return (["eip1", "eip2"] as const).flatMap((end) => {
    const [now, written] = [found[end], given[end]];
    if (now && now.id === written?.id && now.ip_address === written?.address) return [];
    return [
      {
        path: `vpn.gateway.${end}`,
        seen: written ? `${written.id}, ${written.address}` : "nothing",
        needed: now?.id ? `${now.id}, ${now.ip_address}, which the gateway has` : "an address that the gateway has",
      },
    ];
  });
}

/** A gateway that exists is never changed. */
function carriedProblems({ id, local_subnets }: WireGateway, { cloudSubnets }: VpnQuery): Problem[] {
  const outside = cloudSubnets.filter((subnet) => !covers(local_subnets ?? [], [subnet]));
  if (outside.length === 0) return [];
  return [
    {
      path: "vpn.cloudSubnets",
      seen: outside.join(", "),
      needed: `networks that the gateway ${id} carries: ${(local_subnets ?? []).join(", ") || "none"}`,
      fix: "add them to the gateway's local subnets in the console, or leave vpn.gateway out",
    },
  ];
}
