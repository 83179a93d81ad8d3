import * as pulumi from "@pulumi/pulumi";
import { asBlock } from "../../model/addresses/block";
import { markFor } from "../../model/expiry";
import { eipName, taskName } from "../../model/names";
import { planOf } from "../../model/phase";
import type { PlaceKit, Site } from "../kits/contracts";
import { admittedByGroup } from "../shared/allowlist";
import { locationIn, privateEndpoint, publicEndpoint, publicEndpointOf } from "../shared/instances";
import { mapped, onlyBlock } from "../shared/options";
import { refusal } from "../shared/refusal";
import { HuaweicloudTargetAccess } from "./targetAccess";
import { HuaweicloudTaskEip } from "./taskEip";

const CLOUD = "huaweicloud";

/** Huawei Cloud RDS for MySQL. Whatever the way, its security group applies; over the internet, an EIP that its owner has bound leads to it. */
export const huaweicloudRds: PlaceKit<"huaweicloud-rds"> = {
  known: ({ at }) => publicEndpointOf(at) ?? { host: at.privateIp, port: at.port },

  endpoint: ({ at }, over) => (over === "private" ? privateEndpoint(CLOUD, at) : publicEndpoint(CLOUD, at)),

  letIn(site, from) {
    // From the internet, the callers may be several, and their number the service's.
    if (site.side === "source" && site.spec.path === "public") return admittedByGroup(CLOUD, site, from);
    if (pulumi.Output.isInstance(from))
      throw refusal(
        `${site.name}-${site.side}: a security group rule holds a single block; needed: a task that connects from a single block`,
      );
    if (isAdmittedAtSource(site)) return { resources: [], admitted: pulumi.output([...from]) };
    const { parent, name, side, at, phase, adopt, temporary } = site;
    const access = new HuaweicloudTargetAccess(
      `${name}-${side}-access`,
      {
        ...temporary,
        securityGroupId: at.securityGroupId,
        taskAddress: onlyBlock(`${name}-${side}-access`, from),
        port: at.port,
        region: at.region,
        inUse: planOf(phase).run,
        adopt: adopt[`${side}Rule`],
      },
      { parent, provider: providerOf(site) },
    );
    site.need({
      kind: "securityGroupRule",
      ...locationIn(CLOUD, site.at),
      id: access.ruleId,
      group: at.securityGroupId,
      address: mapped(onlyBlock(`${name}-${side}-access`, from), asBlock),
      port: at.port,
    });
    return { resources: [access], admitted: pulumi.output([...from]) };
  },

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

  leftovers(site, over) {
    const { spec, side, at, ownership } = site;
    const { region, account, securityGroupId, port } = at;
    const where = { cloud: CLOUD, region, account } as const;
    const eip = { ...where, key: "eip", kind: "eip", name: mapped(ownership, (by) => eipName(spec.name, by)) };
    const rule = {
      ...where,
      key: `${side}Rule`,
      kind: "securityGroupRule",
      securityGroupId,
      port,
      description: mapped(ownership, (by) => markFor(spec.name, new Date(spec.expires), by)),
      task: taskName(spec.name),
    };
    // What is let in from the internet is found by its name.
    if (over === "public") return [];
    return [...(spec.path === "public" ? [eip] : []), ...(isAdmittedAtSource(site) ? [] : [rule])];
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

/** The cloud refuses the same rule twice: in one group and at one port, the source's lets the task in to the target too. */
function isAdmittedAtSource({ side, spec, at }: Pick<Site<"huaweicloud-rds">, "side" | "spec" | "at">): boolean {
  const { source } = spec;
  return (
    side === "target" &&
    source.place === "huaweicloud-rds" &&
    spec.path !== "public" &&
    source.securityGroupId === at.securityGroupId &&
    source.port === at.port
  );
}

function providerOf(site: Site<"huaweicloud-rds">): pulumi.ProviderResource | undefined {
  return site.provider(locationIn(CLOUD, site.at));
}
