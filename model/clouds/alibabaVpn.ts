import { overlapping } from "../addresses/overlap";
import type { Problem } from "../problems";
import type { DhGroup, Proposal } from "../vpn/proposal";

/** Megabits per second of a gateway that is paid by the hour: VPC 2016-04-28, CreateVpnGateway, read on 2026-11-30. */
export const ALIBABA_BANDWIDTHS: readonly number[] = [10, 100, 200, 500, 1000];

/** Of a connection, on each side; the vendor's own provider refuses more (read on 2026-11-30). */
export const ALIBABA_MOST_NETWORKS = 10;

/** The range from which the cloud's own services, such as DTS, connect inside it. */
export const ALIBABA_SERVICES = "100.104.0.0/16";

/**
 * A destination-based route leads neither to this range, nor to a part of it, nor to a network that contains it: the
 * vendor's limits of VPN gateways, read on 2026-11-30.
 */
export const ALIBABA_NO_ROUTE = "100.64.0.0/10";

/** TunnelIkeConfig and TunnelIpsecConfig, read on 2026-11-30: of the strong ones, the vendor has this alone. */
const GROUPS: readonly DhGroup[] = ["group14"];

/** What a gateway of Alibaba Cloud does not negotiate, of what other clouds' do. */
export function proposalProblems(proposal: unknown): Problem[] {
  const { dhGroup } = (proposal ?? {}) as { dhGroup?: DhGroup };
  if (dhGroup === undefined || GROUPS.includes(dhGroup)) return [];
  return [
    {
      path: "proposal.dhGroup",
      seen: `"${dhGroup}", which a VPN gateway of Alibaba Cloud does not negotiate`,
      needed: GROUPS.join(" or "),
    },
  ];
}

/** Networks that a gateway makes no route to, and more of them than a connection takes. */
export function networkProblems(given: {
  deviceSubnets: readonly string[];
  cloudSubnets: readonly string[];
}): Problem[] {
  const own = given.deviceSubnets
    .filter((subnet) => overlapping([subnet], [ALIBABA_NO_ROUTE]))
    .map((subnet) => ({
      path: "deviceSubnets",
      seen: `${subnet}, which overlaps ${ALIBABA_NO_ROUTE}`,
      needed: `networks outside of ${ALIBABA_NO_ROUTE}, to which a VPN gateway of Alibaba Cloud makes no route; DTS itself connects from ${ALIBABA_SERVICES} in it, and its answers would not come back`,
      fix: "name narrower networks, give the server another address, or use the public path",
    }));
  const many = (["deviceSubnets", "cloudSubnets"] as const).flatMap((path) =>
    given[path].length > ALIBABA_MOST_NETWORKS
      ? [{ path, seen: `${given[path].length} networks`, needed: `at most ${ALIBABA_MOST_NETWORKS}` }]
      : [],
  );
  return [...own, ...many];
}

/** Spelled as the vendor's provider does. Its own defaults are AES-128, MD5, IKEv1 and group 2 (NET-14). */
export function alibabaNegotiation({
  encryption,
  integrity,
  dhGroup,
  ikeLifetimeSeconds,
  ipsecLifetimeSeconds,
}: Proposal) {
  const cipher = encryption.replace("-", "");
  const hash = integrity.replace("sha2-", "sha");
  return {
    ike: {
      ...{ ikeVersion: "ikev2", ikeMode: "main", ikeEncAlg: cipher, ikeAuthAlg: hash, ikePfs: dhGroup },
      ikeLifetime: ikeLifetimeSeconds,
    },
    ipsec: { ipsecEncAlg: cipher, ipsecAuthAlg: hash, ipsecPfs: dhGroup, ipsecLifetime: ipsecLifetimeSeconds },
  };
}
