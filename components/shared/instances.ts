import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../../model/clouds";

interface At {
  region: string;
  account?: string;
}

/** Where a database instance is, as providers are found by it. */
export function locationIn<C extends Cloud>(cloud: C, { region, account }: At) {
  return { cloud, region, ...(account ? { account } : {}) };
}

/** An instance as a task reaches it by its private address. */
export function privateEndpoint<C extends Cloud>(
  cloud: C,
  at: At & Record<"instanceId" | "privateIp" | "vpcId" | "subnetId" | "securityGroupId", string> & { port: number },
) {
  return {
    ...locationIn(cloud, at),
    instanceId: at.instanceId,
    host: pulumi.output(at.privateIp),
    port: pulumi.output(at.port),
    vpcId: at.vpcId,
    subnetId: at.subnetId,
    securityGroupId: at.securityGroupId,
  };
}
