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

type InVpc = At &
  Record<"instanceId" | "privateIp" | "vpcId" | "subnetId" | "securityGroupId", string> & { port: number };

/** A database instance as a task reaches it by its private address. */
export function privateEndpoint<C extends Cloud>(cloud: C, at: InVpc) {
  return { instanceId: at.instanceId, ...inNetwork(cloud, at) };
}

/** A virtual machine, likewise. */
export function machineEndpoint<C extends Cloud>(cloud: C, at: InVpc) {
  return { machineId: at.instanceId, ...inNetwork(cloud, at) };
}

function inNetwork<C extends Cloud>(cloud: C, at: InVpc) {
  return {
    ...locationIn(cloud, at),
    host: pulumi.output(at.privateIp),
    port: pulumi.output(at.port),
    vpcId: at.vpcId,
    subnetId: at.subnetId,
    securityGroupId: at.securityGroupId,
  };
}

/** The public endpoint that the migration names; undefined: none. */
export function publicEndpointOf(at: object): { host: string; port: number } | undefined {
  return "endpoint" in at ? (at.endpoint as { host: string; port: number } | undefined) : undefined;
}

/** An instance as a task reaches it by the public endpoint that it has. Its security group applies to that way, too. */
export function publicEndpoint<C extends Cloud>(
  cloud: C,
  at: At & Record<"instanceId" | "securityGroupId", string> & { endpoint?: { host: string; port: number } },
) {
  const there = publicEndpointOf(at);
  if (!there) throw new Error(`${at.instanceId}: no source.endpoint, which the rules of the spec require`);
  return {
    ...locationIn(cloud, at),
    instanceId: at.instanceId,
    host: pulumi.output(there.host),
    port: pulumi.output(there.port),
    securityGroupId: at.securityGroupId,
  };
}
