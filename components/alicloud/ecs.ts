import { ownerMark } from "../../model/expiry";
import { AllowlistEntry } from "../../provider/sdk";
import type { PlaceKit } from "../kits/contracts";
import { allowlistOf } from "../shared/allowlist";
import { hostOpeningsFor } from "../shared/hostOpenings";
import { locationIn, machineEndpoint } from "../shared/instances";
import { mapped } from "../shared/options";

const CLOUD = "alicloud";

/**
 * MySQL on a machine of Alibaba ECS. dbferry adds rules to the machine's security group, one for each range of the service; the
 * machine's own firewall, which no API reaches, is opened and closed by a person.
 */
export const alicloudEcs: PlaceKit<"vm"> = {
  known: ({ at }) => ({ host: at.privateIp, port: at.port }),

  endpoint: ({ at }) => machineEndpoint(CLOUD, at),

  letIn(site, from) {
    const { parent, at, temporary, ownership } = site;
    const { migration, expires } = temporary;
    // The list is the security group's, so its name is, too: an audit knows no machine.
    const { name, args } = allowlistOf({ ...site, at: { ...at, instanceId: at.securityGroupId } }, from);
    const securityGroup = { id: at.securityGroupId, port: at.port };
    const mark = mapped(ownership, (by) => ownerMark(migration, by));
    const entry = new AllowlistEntry(
      name,
      { cloud: CLOUD, ...args, instanceId: at.instanceId, securityGroup, migration, expires, mark },
      { parent },
    );
    return { resources: [entry], admitted: entry.cidrs, byHand: hostOpeningsFor(site, at.privateIp, from) };
  },

  leftovers: () => [],

  instance({ at }) {
    const { instanceId, vpcId, subnetId, securityGroupId, privateIp, port } = at;
    return { ...locationIn(CLOUD, at), machine: true, instanceId, vpcId, subnetId, securityGroupId, privateIp, port };
  },
};
