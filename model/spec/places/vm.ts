import { z } from "zod";
import { cloud } from "../choices";
import { address, identifier, inCloud, origin, server } from "../fields";
import { ssh } from "../ssh";
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

const SSH = "how dbferry opens the firewall of the machine itself, and closes it again; by default, a person does";

export const vm = {
  title: "MySQL on a virtual machine",
  admitsOnlyTask: true,
  byHand: "on the firewall of the source's machine, if it has one; dbferry opens only the machine's security group",
  source: z
    .strictObject({ ...place, ...origin, ssh: ssh.optional().describe(SSH) })
    .describe("MySQL on a virtual machine as the source"),
  target: z.strictObject({ ...place, ...server }).describe("MySQL on a virtual machine as the target"),
} satisfies PlaceFacts;
