import { z } from "zod";
import { address, identifier, inCloud, origin, server } from "../fields";
import type { PlaceFacts } from "./place";

const place = {
  place: z.literal("huaweicloud-rds"),
  ...inCloud,
  instanceId: identifier("the id of the RDS instance"),
  vpcId: identifier("the id of the VPC that the instance is in"),
  subnetId: identifier("the id of the subnet that the instance is in"),
  securityGroupId: identifier("the id of the security group of the instance"),
  privateIp: address("the private address of the instance"),
};

export const huaweicloudRds = {
  title: "Huawei RDS for MySQL",
  cloud: "huaweicloud",
  admitsOnlyTask: true,
  source: z.strictObject({ ...place, ...origin }).describe("Huawei RDS for MySQL as the source"),
  target: z.strictObject({ ...place, ...server }).describe("Huawei RDS for MySQL as the target"),
} satisfies PlaceFacts;
