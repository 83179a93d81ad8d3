import type { Location } from "../clouds/location";
import { locationOf } from "./places";
import type { Migration } from "./schema";

/** A server's place in the network that it is in. */
export interface ConnectionEnd {
  vpcId: string;
  subnetId: string;
  privateIp: string;
}

/** Two networks of a cloud that a migration connects. */
export interface Connection extends Location {
  source: ConnectionEnd;
  target: ConnectionEnd;
  sourceNetwork: string;
  targetNetwork: string;
  /** Of a peering that exists already; absent: the migration creates one. */
  id?: string;
}

/** The networks that a migration connects; undefined: none. */
export function connectionOf({ path, peering, source, target }: Migration): Connection | undefined {
  const at = locationOf(target);
  if (path !== "peering" || !peering || !at || !("vpcId" in source && "vpcId" in target)) return undefined;
  return { ...at, source: endOf(source), target: endOf(target), ...peering };
}

function endOf({ vpcId, subnetId, privateIp }: ConnectionEnd): ConnectionEnd {
  return { vpcId, subnetId, privateIp };
}
