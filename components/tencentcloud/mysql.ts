import * as pulumi from "@pulumi/pulumi";
import { ownerMark } from "../../model/expiry";
import { AllowlistEntry } from "../../provider/sdk";
import type { PlaceKit, Site } from "../kits/contracts";
import { allowlistOf } from "../shared/allowlist";
import { locationIn, privateEndpoint } from "../shared/instances";
import { mapped } from "../shared/options";

const CLOUD = "tencentcloud";

/**
 * TencentDB for MySQL. As a target, DTS finds it by its id and reaches it inside the cloud, past its security groups, so that nothing of
 * it is opened. As a source, it is reached through its public endpoint, to which its security group applies.
 */
export const tencentcloudMysql: PlaceKit<"tencentcloud-mysql"> = {
  known: ({ at }) => publicEndpointOf(at) ?? { host: at.privateIp, port: at.port },

  endpoint({ at }, over) {
    if (over === "private") return privateEndpoint(CLOUD, at);
    const there = publicEndpointOf(at);
    if (!there) throw new Error(`${at.instanceId}: no source.endpoint, which the rules of the spec require`);
    return {
      ...locationIn(CLOUD, at),
      instanceId: at.instanceId,
      host: pulumi.output(there.host),
      port: pulumi.output(there.port),
      securityGroupId: at.securityGroupId,
    };
  },

  letIn(site, from) {
    const nobody = !pulumi.Output.isInstance(from) && from.length === 0;
    if (nobody) return { resources: [], admitted: pulumi.output([]) };
    const { parent, temporary, ownership } = site;
    const { migration, expires } = temporary;
    // The policies of the security group have the list's name as their description.
    const { name, args } = allowlistOf(site, from);
    const mark = mapped(ownership, (by) => ownerMark(migration, by));
    const entry = new AllowlistEntry(name, { cloud: CLOUD, ...args, migration, expires, mark }, { parent });
    return { resources: [entry], admitted: entry.cidrs };
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

function publicEndpointOf(at: Site<"tencentcloud-mysql">["at"]): { host: string; port: number } | undefined {
  return "endpoint" in at ? at.endpoint : undefined;
}
