import type { PlaceKit } from "../kits/contracts";
import { hostOpeningsFor } from "../shared/hostOpenings";
import { locationIn, machineEndpoint } from "../shared/instances";
import { leftoverRules, letInByRule } from "./access";

const CLOUD = "huaweicloud";

/**
 * MySQL on a machine of Huawei ECS. dbferry opens the machine's security group; the machine's own firewall, which no
 * API reaches, is opened and closed by a person.
 */
export const huaweicloudEcs: PlaceKit<"vm"> = {
  known: ({ at }) => ({ host: at.privateIp, port: at.port }),

  endpoint: ({ at }) => machineEndpoint(CLOUD, at),

  letIn: (site, from) => ({
    ...letInByRule(site, from),
    byHand: hostOpeningsFor(site, site.at.privateIp, from),
  }),

  leftovers: leftoverRules,

  instance({ at }) {
    const { instanceId, vpcId, subnetId, securityGroupId, privateIp } = at;
    return { ...locationIn(CLOUD, at), machine: true, instanceId, vpcId, subnetId, securityGroupId, privateIp };
  },
};
