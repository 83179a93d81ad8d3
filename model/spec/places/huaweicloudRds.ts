import { z } from "zod";
import { named } from "../../named";
import { address, identifier, inCloud, origin, publicEndpoint, server } from "../fields";
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

const endpoint = named("HuaweicloudPublicEndpoint", "The public endpoint of a Huawei RDS instance.", publicEndpoint)
  .optional()
  .describe(
    "the EIP that is bound to the instance, and the instance's port, which are used and never changed; needed with `path: public`",
  );

export const huaweicloudRds = {
  title: "Huawei RDS for MySQL",
  cloud: "huaweicloud",
  prices: { leaving: "huawei-eip.gb", entry: "huawei-vpc.hour" },
  admitsOnlyTask: true,
  list: "public",
  addressFor: "drs",
  publicAccess: "bind an EIP to the instance in its console",
  source: z.strictObject({ ...place, endpoint, ...origin }).describe("Huawei RDS for MySQL as the source"),
  target: z.strictObject({ ...place, ...server }).describe("Huawei RDS for MySQL as the target"),
} satisfies PlaceFacts;
