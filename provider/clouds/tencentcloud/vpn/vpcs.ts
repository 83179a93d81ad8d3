import { overlaps } from "../../../../model/addresses/overlap";
import { visible } from "../../../../model/printing/visible";
import type { Problem } from "../../../../model/problems";
import type { VpnQuery } from "../../../core/clouds";
import type { TencentClient } from "../client";
import { ifThere, onlyIn } from "./answers";
import { problem } from "./telling";

interface WireVpc {
  VpcId: string;
  CidrBlock?: string;
  /** Further networks of the VPC. */
  AssistantCidrSet?: { CidrBlock?: string }[] | null;
}

/** The cloud makes no route to a network that is, even in part, the VPC's own, and says so only when the gateway costs already. */
export async function vpcProblems(client: TencentClient, { vpcId, deviceSubnets = [] }: VpnQuery): Promise<Problem[]> {
  const doing = `reading the VPC ${vpcId}`;
  const answer = await ifThere(client.read<{ VpcSet?: WireVpc[] }>("vpc DescribeVpcs", doing, { VpcIds: [vpcId] }));
  const found = answer && onlyIn(`Tencent VPC, ${doing}`, "VpcSet", answer.VpcSet, "VpcId", vpcId);
  // One that does not exist is reported by the check of the instance.
  if (!found) return [];
  const own = [found.CidrBlock, ...(found.AssistantCidrSet ?? []).map(({ CidrBlock }) => CidrBlock)];
  const shown = own.filter((block) => block !== undefined);
  if (shown.length < own.length)
    return [
      problem(
        "vpn.deviceSubnets",
        deviceSubnets.join(", "),
        `networks outside ${vpcId}, of which the cloud does not show every network`,
        "look at the VPC in the console",
      ),
    ];
  return deviceSubnets.flatMap((subnet, index) =>
    overlaps([subnet], shown).map(([, block]) =>
      problem(
        `vpn.deviceSubnets.${index}`,
        `${subnet}, which overlaps ${visible(block)} of ${vpcId}`,
        "a network outside the VPC of the target: the cloud makes no route to one within it",
        "name only networks behind the device that the VPC does not contain",
      ),
    ),
  );
}
