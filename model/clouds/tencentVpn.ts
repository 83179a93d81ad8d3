import type { Problem } from "../problems";
import type { Integrity, Proposal } from "../vpn/proposal";

/** Megabits per second of a gateway: VPC 2017-03-12, CreateVpnGateway, read on 2026-11-30. */
export const TENCENT_BANDWIDTHS: readonly number[] = [5, 10, 20, 50, 100, 200, 500, 1000, 3000];

/** Of the IKE SA: VPC 2017-03-12, IKEOptionsSpecification, read on 2026-11-30. It has no SHA-384 there. */
const INTEGRITIES: readonly Integrity[] = ["sha2-256", "sha2-512"];

/** What a gateway of Tencent Cloud does not negotiate, of what other clouds' do. */
export function proposalProblems(proposal: unknown): Problem[] {
  const { integrity } = (proposal ?? {}) as { integrity?: Integrity };
  if (integrity !== "sha2-384") return [];
  return [
    {
      path: "proposal.integrity",
      seen: `"${integrity}", which a VPN gateway of Tencent Cloud does not negotiate for the IKE SA`,
      needed: INTEGRITIES.join(" or "),
    },
  ];
}

/** Spelled as the vendor's provider does. Its own defaults are 3DES, MD5, IKEv1, group 1 and no PFS (NET-14). */
export function tencentNegotiation({
  encryption,
  integrity,
  dhGroup,
  ikeLifetimeSeconds,
  ipsecLifetimeSeconds,
}: Proposal) {
  const cipher = encryption.replace("aes-", "AES-CBC-");
  const hash = integrity.replace("sha2-", "SHA-");
  const group = dhGroup.toUpperCase();
  return {
    ikeVersion: "IKEV2",
    ikeExchangeMode: "MAIN",
    ikeProtoEncryAlgorithm: cipher,
    ikeProtoAuthenAlgorithm: hash,
    ikeDhGroupName: group,
    ikeSaLifetimeSeconds: ikeLifetimeSeconds,
    ikeLocalIdentity: "ADDRESS",
    ikeRemoteIdentity: "ADDRESS",
    ipsecEncryptAlgorithm: cipher,
    ipsecIntegrityAlgorithm: hash,
    ipsecPfsDhGroup: `DH-${group}`,
    ipsecSaLifetimeSeconds: ipsecLifetimeSeconds,
    negotiationType: "active",
    dpdEnable: 1,
    dpdTimeout: 30,
    dpdAction: "restart",
  };
}
