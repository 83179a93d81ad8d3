import * as pulumi from "@pulumi/pulumi";
import type { PlaceKit } from "../kits/contracts";
import { privateEndpoint } from "../shared/instances";

const CLOUD = "tencentcloud";

/**
 * TencentDB for MySQL, as a target inside its own cloud: DTS finds it by its id and reaches it internally, bypassing
 * its security groups, so nothing is opened.
 */
export const tencentcloudMysql: PlaceKit<"tencentcloud-mysql"> = {
  known: ({ at }) => ({ host: at.privateIp, port: at.port }),

  endpoint: ({ at }) => privateEndpoint(CLOUD, at),

  letIn(site, from) {
    if (pulumi.Output.isInstance(from) || from.length > 0)
      throw new Error(`${site.name}: opening ${site.at.instanceId} to an address is not supported yet`);
    return { resources: [], admitted: pulumi.output([]) };
  },

  leftovers: () => [],

  instance({ at }) {
    const { region, account, instanceId, vpcId, subnetId, privateIp, port } = at;
    return { cloud: CLOUD, region, account, instanceId, vpcId, subnetId, privateIp, port };
  },
};
