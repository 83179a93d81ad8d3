import type * as pulumi from "@pulumi/pulumi";
import { eipName } from "../../model/names";
import type { LeftoverQuery, PlaceKit, Site } from "../kits/contracts";
import { admittedByGroup } from "../shared/allowlist";
import { locationIn, privateEndpoint, publicEndpoint, publicEndpointOf } from "../shared/instances";
import { mapped } from "../shared/options";
import { leftoverRules, letInByRule } from "./access";
import { connectByPeering, leftoverPeering } from "./connection";
import { siteToSite } from "./siteToSite";
import { HuaweicloudTaskEip } from "./taskEip";

const CLOUD = "huaweicloud";

/** Huawei Cloud RDS for MySQL. Whatever the way, its security group applies; over the internet, an EIP that its owner has bound leads to it. */
export const huaweicloudRds: PlaceKit<"huaweicloud-rds"> = {
  known: ({ at }) => publicEndpointOf(at) ?? { host: at.privateIp, port: at.port },

  endpoint: ({ at }, over) => (over === "private" ? privateEndpoint(CLOUD, at) : publicEndpoint(CLOUD, at)),

  letIn: (site, from) =>
    // From the internet, the callers may be several, and their number the service's.
    site.side === "source" && site.spec.path === "public"
      ? admittedByGroup(CLOUD, site, from)
      : letInByRule(site, from),

  publicAddress(site) {
    const { parent, name, spec, at, adopt, temporary, ownership } = site;
    const eip = new HuaweicloudTaskEip(
      `${name}-eip`,
      {
        ...temporary,
        eipName: mapped(ownership, (by) => eipName(spec.name, by)),
        region: at.region,
        bandwidth: spec.task.bandwidth,
        adopt: adopt["eip"],
      },
      { parent, provider: providerOf(site) },
    );
    site.need({ kind: "eip", ...locationIn(CLOUD, site.at), id: eip.eipId, address: eip.address });
    return { id: eip.eipId, address: eip.address };
  },

  connectWith: connectByPeering,
  vpn: siteToSite,
  // The task runs in the subnet of the target.
  vpnQuery: ({ vpcId, subnetId }, { cloudSubnets, gateway }) => ({ vpcId, subnetId, cloudSubnets, gateway }),

  leftovers(site, over) {
    // What is let in from the internet is found by its name.
    if (over === "public") return [];
    const { spec, at, ownership } = site;
    const eip: LeftoverQuery = {
      ...locationIn(CLOUD, at),
      key: "eip",
      kind: "eip",
      name: mapped(ownership, (by) => eipName(spec.name, by)),
    };
    return [...(spec.path === "public" ? [eip] : []), ...leftoverPeering(site), ...leftoverRules(site)];
  },

  instance({ at }) {
    const { region, account, instanceId, vpcId, subnetId, securityGroupId, privateIp, port } = at;
    const endpoint = publicEndpointOf(at);
    return {
      ...{ cloud: CLOUD, region, account, instanceId, vpcId, subnetId, securityGroupId, privateIp, port },
      ...(endpoint ? { endpoint } : {}),
    };
  },
};

function providerOf(site: Site<"huaweicloud-rds">): pulumi.ProviderResource | undefined {
  return site.provider(locationIn(CLOUD, site.at));
}
