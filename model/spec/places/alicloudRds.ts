import { z } from "zod";
import { named } from "../../named";
import { identifier, inCloud, origin, publicEndpoint, server } from "../fields";
import type { PlaceFacts } from "./place";

const place = {
  place: z.literal("alicloud-rds"),
  ...inCloud,
  instanceId: identifier("the id of the RDS instance, such as rm-bp1…"),
  endpoint: named("PublicEndpoint", "A public endpoint of an instance.", publicEndpoint)
    .optional()
    .describe(
      "a public endpoint that the instance already has, which is used and never changed; by default one is created, and removed at the end",
    ),
};

export const alicloudRds = {
  title: "Alibaba RDS for MySQL",
  cloud: "alicloud",
  list: "always",
  makesEndpoint: true,
  prices: { leaving: "alibaba-rds-endpoint.gb", entry: "alibaba-rds-list.hour" },
  source: z.strictObject({ ...place, ...origin }).describe("Alibaba RDS for MySQL as the source"),
  target: z.strictObject({ ...place, ...server }).describe("Alibaba RDS for MySQL as the target"),
} satisfies PlaceFacts;
