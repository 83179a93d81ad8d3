import { overlapping } from "../../../../model/addresses/overlap";
import type { Problem } from "../../../../model/problems";
import type { VpnQuery } from "../../../core/clouds";
import type { VpcClient } from "./client";
import { readVSwitch, type WireGateway, type WireVSwitch } from "./parts";

/** The cloud's own route to a vSwitch comes before one to the same addresses behind the device. */
export function overlapProblems(
  { VSwitchId = "", CidrBlock }: WireVSwitch,
  { deviceSubnets = [] }: VpnQuery,
): Problem[] {
  const problem = {
    path: "vpn.deviceSubnets",
    needed: `networks that do not overlap the vSwitch ${VSwitchId} of the gateway: the VPC keeps packets to its own addresses`,
  };
  if (!CidrBlock)
    return [{ ...problem, seen: `${deviceSubnets.join(", ")}; the response does not say the network of ${VSwitchId}` }];
  const found = overlapping(deviceSubnets, [CidrBlock]);
  if (!found) return [];
  const fix = "place the gateway in a VPC with other addresses";
  return [{ ...problem, seen: `${found[0]}, which overlaps ${CidrBlock} of ${VSwitchId}`, fix }];
}

/** A gateway that exists says its vSwitches. */
export async function ownNetworkProblems(client: VpcClient, gateway: WireGateway, query: VpnQuery): Promise<Problem[]> {
  const ids = [gateway.VSwitchId, gateway.DisasterRecoveryVSwitchId];
  const read = await Promise.all(
    ids.map(async (id) => (id && (await readVSwitch(client, id))) || { VSwitchId: id || "that is not given" }),
  );
  return read.flatMap((one) => overlapProblems(one, query));
}
