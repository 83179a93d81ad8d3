import { z } from "zod";
import { cloud } from "../choices";
import { address, identifier, inCloud, origin, server } from "../fields";
import type { PlaceFacts } from "./place";

const place = {
  place: z.literal("vm"),
  cloud: cloud.describe("cloud that the machine is in"),
  ...inCloud,
  instanceId: identifier("the id of the virtual machine"),
  vpcId: identifier("the id of the VPC that the machine is in"),
  subnetId: identifier("the id of the subnet that the machine is in"),
  securityGroupId: identifier("the id of the security group of the machine"),
  privateIp: address("the private address of the machine"),
};

export const vm = {
  title: "MySQL on a virtual machine",
  admitsOnlyTask: true,
  byHand: "on the firewall of the source's machine, if it has one; dbferry opens only the machine's security group",
  source: z.strictObject({ ...place, ...origin }).describe("MySQL on a virtual machine as the source"),
  target: z.strictObject({ ...place, ...server }).describe("MySQL on a virtual machine as the target"),
} satisfies PlaceFacts;
