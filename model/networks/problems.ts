import { overlaps } from "../addresses/overlap";
import type { Problem } from "../problems";

/** The networks of one side, and where the user wrote them. */
export interface SideNetworks {
  path: string;
  subnets: readonly string[];
}

/** With one address on both sides a packet takes the local one: the connection is up, and nothing passes. */
export function overlapProblems(near: SideNetworks, far: SideNetworks): Problem[] {
  return overlaps(near.subnets, far.subnets).map(([left, right]) => ({
    path: far.path,
    seen: `${right}, which overlaps ${left} of ${near.path}`,
    needed: "networks that do not overlap",
    fix: "name narrower networks, give one side other addresses, or use the public path with TLS",
  }));
}

/** A network that is named twice would have two routes, or two tunnels. */
export function repeatedProblems({ path, subnets }: SideNetworks): Problem[] {
  return subnets.flatMap((subnet, index) =>
    subnets.indexOf(subnet) < index ? [{ path, seen: `${subnet}, twice`, needed: "each network once" }] : [],
  );
}
