import { overlapping } from "../addresses/overlap";
import type { Problem } from "../problems";
import type { DhGroup, Proposal } from "../vpn/proposal";

/** Megabits per second of a gateway that is paid by the hour: VPC 2016-04-28, CreateVpnGateway, read on 2026-11-30. */
export const ALIBABA_BANDWIDTHS: readonly number[] = [10, 100, 200, 500, 1000];

/** Of a connection, on each side; the vendor's own provider refuses more (read on 2026-11-30). */
export const ALIBABA_MOST_NETWORKS = 10;

/** The range from which the cloud's own services connect inside it: a network with these addresses is never reached. */
export const ALIBABA_SERVICES = "100.104.0.0/16";

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

/** Networks that the cloud's services, such as DTS, could not answer, and more of them than a connection takes. */
export function networkProblems(given: {
  deviceSubnets: readonly string[];
  cloudSubnets: readonly string[];
}): Problem[] {
  const own = given.deviceSubnets
    .filter((subnet) => overlapping([subnet], [ALIBABA_SERVICES]))
    .map((subnet) => ({
      path: "deviceSubnets",
      seen: `${subnet}, which overlaps ${ALIBABA_SERVICES}`,
      needed: `networks outside of ${ALIBABA_SERVICES}, from which Alibaba Cloud's own services connect: their answers would not come back`,
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
