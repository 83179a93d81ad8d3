import { z } from "zod";
import type { HuaweicloudWorld } from "../facts";
import type { Service } from "../service";
import { eipStyle } from "./styles";

const TYPES = ["vpc", "subnet", "securityGroup", "securityGroupRule", "publicIp"] as const;
type Type = (typeof TYPES)[number];

/** A type that is not simulated is left out of the response, like one that a region does not have. */
const query = z.strictObject({ type: z.string().optional() });

/**
 * Quotas of a project's network, v1. Only that of EIPs is configurable here; the others have the vendor's usual size.
 */
export function addQuotas(service: Service, world: HuaweicloudWorld, region: string): void {
  service.add({
    method: "GET",
    path: "/v1/:projectId/quotas",
    query,
    errors: eipStyle,
    handle: ({ query: { type } }) => {
      const wanted = TYPES.filter((one) => type === undefined || one === type);
      return { status: 200, body: { quotas: { resources: wanted.map((one) => line(world, region, one)) } } };
    },
  });
}

function line({ huaweicloud }: HuaweicloudWorld, region: string, type: Type): object {
  const { vpcs, securityGroups, eips, quotas } = huaweicloud;
  const used: Record<Type, number> = {
    vpc: vpcs.list().length,
    subnet: vpcs.subnets().length,
    securityGroup: securityGroups.list().length,
    securityGroupRule: securityGroups.rules().length,
    publicIp: eips.list(region).length,
  };
  const quota: Record<Type, number> = {
    vpc: 5,
    subnet: 100,
    securityGroup: 100,
    securityGroupRule: 5000,
    publicIp: quotas.publicIp,
  };
  return { type, used: used[type], quota: quota[type], min: 0 };
}
