import * as pulumi from "@pulumi/pulumi";
import { endpointHost, endpointPrefix } from "../../model/names";
import type { PlaceKit, Site } from "../kits/contracts";
import { allowlistOf } from "../shared/allowlist";
import { locationIn } from "../shared/instances";
import { mapped } from "../shared/options";
import { AlicloudPublicEndpoint } from "./publicEndpoint";
import { siteToSite, vpnDetails } from "./siteToSite";
import { AlicloudTemporaryAllowlist } from "./temporaryAllowlist";

const CLOUD = "alicloud";

/** Alibaba Cloud RDS for MySQL. */
export const alicloudRds: PlaceKit<"alicloud-rds"> = {
  // The endpoint's host name is known even when the endpoint is gone, because it is derived from the names.
  known: ({ spec, at, ownership }) => {
    if (at.endpoint) return at.endpoint;
    if (isInside(spec)) return { host: intranetHost(at.instanceId), port: at.port };
    return { host: mapped(ownership, (by) => endpointHost(spec.name, at.instanceId, by)), port: at.port };
  },

  before: ({ spec, at }) =>
    at.endpoint ?? (isInside(spec) ? { host: intranetHost(at.instanceId), port: at.port } : undefined),

  endpoint(site, over) {
    const { at } = site;
    if (over === "private") {
      const host = pulumi.output(intranetHost(at.instanceId));
      return { ...locationIn(CLOUD, at), instanceId: at.instanceId, host, port: pulumi.output(at.port) };
    }
    const made = at.endpoint ? undefined : endpointOf(site);
    if (made)
      site.need({
        kind: "publicEndpoint",
        ...locationIn(CLOUD, at),
        id: at.instanceId,
        address: made.host,
        port: made.port,
      });
    return {
      ...locationIn(CLOUD, at),
      instanceId: at.instanceId,
      host: made?.host ?? pulumi.output(at.endpoint!.host),
      port: made?.port ?? pulumi.output(at.endpoint!.port),
    };
  },

  letIn(site, from) {
    const { name, args } = allowlistOf(site, from);
    const allowlist = new AlicloudTemporaryAllowlist(name, { ...site.temporary, ...args }, { parent: site.parent });
    return { resources: [allowlist], admitted: allowlist.cidrs };
  },

  vpn: siteToSite,
  vpnQuery: vpnDetails,

  leftovers({ spec, at, ownership }, over) {
    if (over !== "public" || at.endpoint) return [];
    const { region, account, instanceId } = at;
    const prefix = mapped(ownership, (by) => endpointPrefix(spec.name, instanceId, by));
    return [{ key: "endpoint", kind: "publicEndpoint", cloud: CLOUD, region, account, instanceId, prefix }];
  },

  instance: ({ at: { region, account, instanceId, endpoint } }) => ({
    cloud: CLOUD,
    region,
    account,
    instanceId,
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

/** Alibaba DTS reaches an instance of its own cloud internally, whatever the path to the other side. */
const isInside = ({ engine, path }: { engine: string; path: string }) => path !== "public" || engine === "alibaba-dts";

/** An instance's internal host name in most regions; a DTS task identifies it by its id. */
const intranetHost = (instanceId: string) => `${instanceId}.mysql.rds.aliyuncs.com`;

/** An adopted endpoint keeps its prefix: `rm-1:dbferry-shop-1a2b3c`. */
function adoptedPrefix(id: string | undefined): string | undefined {
  return id?.slice(id.indexOf(":") + 1);
}
