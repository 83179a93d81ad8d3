import { covers } from "../addresses";
import { asBlock } from "../addresses/block";
import { overlapProblems, repeatedProblems } from "../networks/problems";
import type { Problem } from "../problems";
import type { SiteVpn } from "./tunnel";

/** What is validated together, before anything exists. */
export type Networks = Pick<SiteVpn, "deviceSubnets" | "cloudSubnets" | "server">;

/** A public end of a tunnel, and where the user wrote it. */
export interface End {
  path: string;
  address: string;
}

/** Problems of the networks together, each of which is well formed; all at once. */
export function networkProblems({ deviceSubnets, cloudSubnets, server }: Networks, ends: readonly End[]): Problem[] {
  const near = { path: "deviceSubnets", subnets: deviceSubnets };
  const far = { path: "cloudSubnets", subnets: cloudSubnets };
  const carried = [...deviceSubnets, ...cloudSubnets];
  return [
    ...repeatedProblems(near),
    ...repeatedProblems(far),
    ...overlapProblems(near, far),
    ...outside(server, deviceSubnets),
    ...ends.flatMap((end) => looped(end, carried)),
    ...repeated(ends),
  ];
}

function outside({ address }: SiteVpn["server"], subnets: readonly string[]): Problem[] {
  if (covers(subnets, [asBlock(address)])) return [];
  return [
    {
      path: "server.address",
      seen: address,
      needed: `an address in deviceSubnets (${subnets.join(", ")})`,
      fix: "correct the address, or add the server's network to deviceSubnets",
    },
  ];
}

/** A tunnel's own packets would be sent into the tunnel if it carried the address of its other end. */
function looped({ path, address }: End, carried: readonly string[]): Problem[] {
  return carried
    .filter((subnet) => covers([subnet], [asBlock(address)]))
    .map((subnet) => ({
      path,
      seen: `${address}, which is in ${subnet}`,
      needed: "an address outside of the networks that the tunnel carries",
      fix: "name only private networks in deviceSubnets and cloudSubnets",
    }));
}

function repeated(ends: readonly End[]): Problem[] {
  return ends.flatMap(({ path, address }, index) => {
    const before = ends.findIndex((end) => end.address === address);
    if (before === index) return [];
    return [{ path, seen: `${address}, as ${ends[before]!.path}`, needed: "a different address for each end" }];
  });
}
