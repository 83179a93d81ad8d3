import { randomBytes } from "node:crypto";
import type { SandboxCloud } from "../cloud";
import { AlicloudPart, type AlicloudWorld } from "./facts";
import { type AlicloudCredentials, type AlicloudEndpoints, startAlicloud } from "./index";

const REGION = "cn-hangzhou";

export const alicloud = {
  join: (world) => new AlicloudPart(world),
  credentials: () => ({
    accessKey: `LTAI${randomBytes(8).toString("hex")}`,
    secretKey: randomBytes(20).toString("hex"),
    region: REGION,
  }),
  addCustomerServer(world, side, mysql) {
    const { id, region } = world.alicloud.rds.add({
      id: `rm-bp1dbferry${side}1`,
      region: REGION,
      description: "shop",
      mysql,
    });
    return { instanceId: id, region };
  },
  start: (world, credentials, servers) => startAlicloud({ world, credentials, servers }),
} satisfies SandboxCloud<AlicloudWorld, AlicloudPart, AlicloudCredentials, AlicloudEndpoints>;
