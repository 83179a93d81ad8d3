import type * as pulumi from "@pulumi/pulumi";
import { eipName } from "../../model/names";
import { type Connection, connectionOf } from "../../model/spec/connection";
import type { LeftoverQuery, Site } from "../kits/contracts";
import { locationIn } from "../shared/instances";
import { mapped } from "../shared/options";
import { HuaweicloudVpcPeering } from "./vpcPeering";

const CLOUD = "huaweicloud";

/** The target, on whose side the task runs. */
type Here = Omit<Site, "at"> & { at: { region: string; account?: string } };

/** Connects the two VPCs of a migration by a peering, with a route on each side. */
export function connectByPeering(site: Here): pulumi.Resource[] {
  const { parent, name, spec, adopt, temporary, ownership } = site;
  const connection = connectionOf(spec);
  if (!connection) throw new Error(`${spec.name}: no networks to connect, which the rules of the spec require`);
  const { source, target, sourceNetwork, targetNetwork, id } = connection;
  const { region } = connection;
  const routes = routesOf(connection);
  const peering = new HuaweicloudVpcPeering(
    `${name}-peering`,
    {
      ...temporary,
      peeringName: mapped(ownership, (by) => eipName(spec.name, by)),
      ...{ vpcId: target.vpcId, region, subnets: [targetNetwork] },
      ...{ peerVpcId: source.vpcId, peerRegion: region, peerSubnets: [sourceNetwork] },
      ...(id ? { peering: id } : {}),
      adopt: {
        peering: adopt["peering"],
        routes: Object.fromEntries(
          routes.flatMap(({ key, destination }) => (adopt[key] ? [[destination, adopt[key]]] : [])),
        ),
      },
    },
    { parent, provider: site.provider(locationIn(CLOUD, site.at)) },
  );
  const at = locationIn(CLOUD, site.at);
  site.need({ kind: "peering", ...at, id: peering.peeringId, address: source.vpcId });
  for (const [index, { destination }] of routes.entries())
    site.need({
      ...{ kind: "route", ...at, id: peering.routeIds.apply((ids) => ids[index]!) },
      ...{ address: destination, through: peering.peeringId },
    });
  return [peering];
}

/** The peering and the routes that a killed update may have made. */
export function leftoverPeering({ spec, side, at }: Pick<Here, "spec" | "side" | "at">): LeftoverQuery[] {
  const connection = side === "target" ? connectionOf(spec) : undefined;
  if (!connection) return [];
  const where = locationIn(CLOUD, at);
  const peering = { ...where, key: "peering", kind: "peering" };
  return [
    ...(connection.id ? [] : [peering]),
    ...routesOf(connection).map((route) => ({ ...where, kind: "route", ...route })),
  ];
}

/** In the order in which the component has them. */
function routesOf({ source, target, sourceNetwork, targetNetwork }: Connection) {
  return [
    { key: "routeToSource", vpcId: target.vpcId, destination: sourceNetwork },
    { key: "routeToTarget", vpcId: source.vpcId, destination: targetNetwork },
  ];
}
