import { overlaps } from "../addresses/overlap";
import type { Problem } from "../problems";

/** The networks of one side, and the path at which the user wrote them. */
export interface SideNetworks {
  path: string;
  subnets: readonly string[];
}

/** If an address exists on both sides, packets go to the local one: the connection is up, but nothing gets across. */
export function overlapProblems(near: SideNetworks, far: SideNetworks): Problem[] {
  return overlaps(near.subnets, far.subnets).map(([left, right]) => ({
    path: far.path,
    seen: `${right}, which overlaps ${left} of ${near.path}`,
    needed: "networks that do not overlap",
    fix: "name narrower networks, give one side other addresses, or use the public path with TLS",
  }));
}

/** A network that is listed twice would get two routes, or two tunnels. */
export function repeatedProblems({ path, subnets }: SideNetworks): Problem[] {
  return subnets.flatMap((subnet, index) =>
    subnets.indexOf(subnet) < index ? [{ path, seen: `${subnet}, twice`, needed: "each network once" }] : [],
  );
}
