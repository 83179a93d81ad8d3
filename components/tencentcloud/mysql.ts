import * as pulumi from "@pulumi/pulumi";
import { asBlock } from "../../model/addresses/block";
import type { Admission, Callers, PlaceKit, Site } from "../kits/contracts";
import { admittedByGroup } from "../shared/allowlist";
import { privateEndpoint, publicEndpoint, publicEndpointOf } from "../shared/instances";
import { siteToSite, vpnDetails } from "./siteToSite";

const CLOUD = "tencentcloud";

/**
 * TencentDB for MySQL. DTS of its own cloud finds it by its id and reaches it inside the cloud, past its security groups, so that nothing
 * of it is opened. As a source of another service, it is reached through its public endpoint, to which its security group applies.
 */
export const tencentcloudMysql: PlaceKit<"tencentcloud-mysql"> = {
  known: ({ at }) => publicEndpointOf(at) ?? { host: at.privateIp, port: at.port },

  endpoint({ at }, over) {
    return over === "private" ? privateEndpoint(CLOUD, at) : publicEndpoint(CLOUD, at);
  },

  letIn(site, from) {
    if (site.side === "source" && site.spec.path === "vpc") return pastItsGroup(site, from);
    const nobody = !pulumi.Output.isInstance(from) && from.length === 0;
    if (nobody) return { resources: [], admitted: pulumi.output([]) };
    return admittedByGroup(CLOUD, site, from);
  },

  vpn: siteToSite,
  vpnQuery: vpnDetails,

  leftovers: () => [],

  instance({ at }) {
    const { region, account, instanceId, vpcId, subnetId, securityGroupId, privateIp, port } = at;
    const there = publicEndpointOf(at);
    return {
      ...{ cloud: CLOUD, region, account, instanceId, vpcId, subnetId, privateIp, port },
      ...(there ? { endpoint: there, securityGroupId } : {}),
    };
  },
};

/** The machine that runs dbferry is no service of the cloud. */
function pastItsGroup(site: Site<"tencentcloud-mysql">, from: Callers): Admission {
  const operator = (site.spec.operator?.addresses ?? []).map(asBlock);
  const { resources } = operator.length > 0 ? admittedByGroup(CLOUD, site, operator) : { resources: [] };
  return { resources, admitted: pulumi.Output.isInstance(from) ? from : pulumi.all([...from]) };
}
