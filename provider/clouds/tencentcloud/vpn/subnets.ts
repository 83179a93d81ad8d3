import type { TencentClient } from "../client";
import { ifThere, onlyIn } from "./answers";

export interface WireSubnet {
  SubnetId: string;
  VpcId?: string;
  CidrBlock?: string;
  RouteTableId?: string;
}

/** undefined: it does not exist in this region. @throws TencentError; UserProblem where the answer does not show that */
export async function readSubnet(client: TencentClient, id: string): Promise<WireSubnet | undefined> {
  const doing = `reading the subnet ${id}`;
  const reading = client.read<{ SubnetSet?: WireSubnet[] }>("vpc DescribeSubnets", doing, { SubnetIds: [id] });
  const answer = await ifThere(reading);
  return answer && onlyIn(`Tencent VPC, ${doing}`, "SubnetSet", answer.SubnetSet, "SubnetId", id);
}
