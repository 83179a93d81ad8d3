import * as pulumi from "@pulumi/pulumi";
import { allowlistGroup, endpointHost, endpointPrefix } from "../../model/names";
import type { PlaceKit, Site } from "../kits/contracts";
import { mapped } from "../shared/options";
import { AlicloudPublicEndpoint } from "./publicEndpoint";
import { AlicloudTemporaryAllowlist } from "./temporaryAllowlist";

const CLOUD = "alicloud";

/** Alibaba Cloud RDS for MySQL. */
export const alicloudRds: PlaceKit<"alicloud-rds"> = {
  // The endpoint's host name is known even when the endpoint is gone, because it is derived from the names.
  known: ({ spec, at, ownership }) =>
    at.endpoint ?? {
      host: mapped(ownership, (by) => endpointHost(spec.name, at.instanceId, by)),
      port: at.port,
    },

  before: ({ at }) => at.endpoint,

  endpoint(site) {
    const { at } = site;
    const made = at.endpoint ? undefined : endpointOf(site);
    return {
      cloud: CLOUD,
      region: at.region,
      ...(at.account ? { account: at.account } : {}),
      instanceId: at.instanceId,
      host: made?.host ?? pulumi.output(at.endpoint!.host),
      port: made?.port ?? pulumi.output(at.endpoint!.port),
    };
  },

  letIn({ parent, name, spec, at, temporary, ownership, adopt }, from) {
    const adopted = adopt["allowlist"];
    const allowlist = new AlicloudTemporaryAllowlist(
      `${name}-allowlist`,
      {
        ...temporary,
        instanceId: at.instanceId,
        region: at.region,
        account: at.account,
        group: adopted ?? mapped(ownership, (by) => allowlistGroup(spec.name, at.instanceId, by)),
        cidrs: [...from],
        ...(adopted ? { adopt: adopted } : {}),
      },
      { parent },
    );
    return { resources: [allowlist], admitted: allowlist.cidrs };
  },

  leftovers({ spec, at, ownership }, over) {
    if (over !== "public" || at.endpoint) return [];
    const { region, account, instanceId } = at;
    const prefix = mapped(ownership, (by) => endpointPrefix(spec.name, instanceId, by));
    return [{ key: "endpoint", kind: "publicEndpoint", cloud: CLOUD, region, account, instanceId, prefix }];
  },

  instance: ({ at: { region, account, instanceId, endpoint } }) => ({
    ...{ cloud: CLOUD, region, account, instanceId },
    ...(endpoint ? { endpoint } : {}),
  }),
};

function endpointOf({
  parent,
  name,
  spec,
  at,
  provider,
  adopt,
  ownership,
}: Site<"alicloud-rds">): AlicloudPublicEndpoint {
  return new AlicloudPublicEndpoint(
    `${name}-endpoint`,
    {
      instanceId: at.instanceId,
      prefix:
        adoptedPrefix(adopt["endpoint"]) ?? mapped(ownership, (by) => endpointPrefix(spec.name, at.instanceId, by)),
      port: at.port,
      adopt: adopt["endpoint"],
    },
    { parent, provider: provider({ cloud: CLOUD, region: at.region, account: at.account }) },
  );
}

/** An adopted endpoint keeps its prefix: `rm-1:dbferry-shop-1a2b3c`. */
function adoptedPrefix(id: string | undefined): string | undefined {
  return id?.slice(id.indexOf(":") + 1);
}
