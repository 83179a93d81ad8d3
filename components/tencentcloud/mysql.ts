import * as pulumi from "@pulumi/pulumi";
import type { PlaceKit } from "../kits/contracts";
import { admittedByGroup } from "../shared/allowlist";
import { privateEndpoint, publicEndpoint, publicEndpointOf } from "../shared/instances";

const CLOUD = "tencentcloud";

/**
 * TencentDB for MySQL. As a target, DTS finds it by its id and reaches it inside the cloud, past its security groups, so that nothing of
 * it is opened. As a source, it is reached through its public endpoint, to which its security group applies.
 */
export const tencentcloudMysql: PlaceKit<"tencentcloud-mysql"> = {
  known: ({ at }) => publicEndpointOf(at) ?? { host: at.privateIp, port: at.port },

  endpoint({ at }, over) {
    return over === "private" ? privateEndpoint(CLOUD, at) : publicEndpoint(CLOUD, at);
  },

  letIn(site, from) {
    const nobody = !pulumi.Output.isInstance(from) && from.length === 0;
    if (nobody) return { resources: [], admitted: pulumi.output([]) };
    return admittedByGroup(CLOUD, site, from);
  },

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
