import { z } from "zod";
import { address, identifier, inCloud, origin, server } from "../fields";
import type { PlaceFacts } from "./place";

const place = {
  place: z.literal("tencentcloud-mysql"),
  ...inCloud,
  instanceId: identifier("the id of the instance, such as cdb-…"),
  vpcId: identifier("the id of the VPC that the instance is in"),
  subnetId: identifier("the id of the subnet that the instance is in"),
  securityGroupId: identifier("the id of the security group of the instance"),
  privateIp: address("the private address of the instance"),
};

export const tencentcloudMysql = {
  title: "TencentDB for MySQL",
  cloud: "tencentcloud",
  source: z.strictObject({ ...place, ...origin }).describe("TencentDB for MySQL as the source"),
  target: z.strictObject({ ...place, ...server }).describe("TencentDB for MySQL as the target"),
} satisfies PlaceFacts;
