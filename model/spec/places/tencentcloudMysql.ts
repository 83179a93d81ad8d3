import { z } from "zod";
import { named } from "../../named";
import { address, identifier, inCloud, origin, publicEndpoint, server } from "../fields";
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

const endpoint = named("TencentcloudPublicEndpoint", "The public endpoint of a TencentDB instance.", publicEndpoint)
  .optional()
  .describe(
    "the public endpoint of the instance, which is used and never opened or closed; needed with `path: public`",
  );

export const tencentcloudMysql = {
  title: "TencentDB for MySQL",
  cloud: "tencentcloud",
  list: "public",
  prices: { leaving: "tencentdb-endpoint.gb", entry: "tencent-vpc.hour" },
  publicAccess: "turn on the instance's public access in its console",
  source: z.strictObject({ ...place, endpoint, ...origin }).describe("TencentDB for MySQL as the source"),
  target: z.strictObject({ ...place, ...server }).describe("TencentDB for MySQL as the target"),
} satisfies PlaceFacts;
