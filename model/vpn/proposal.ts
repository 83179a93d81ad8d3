import { z } from "zod";
import { named } from "../named";

/**
 * What both ends of a tunnel negotiate. IKEv2 and PFS are not options; the other settings have no weak values, so that
 * nothing is left to the default of a device or a cloud (NET-14). 14 and above: RFC 8247; 22 to 24 are not among them,
 * because their primes are not trusted.
 */
export const DH_GROUPS = ["group14", "group15", "group16", "group19", "group20", "group21"] as const;
export const INTEGRITIES = ["sha2-256", "sha2-384", "sha2-512"] as const;
export const ENCRYPTIONS = ["aes-256"] as const;

export type DhGroup = (typeof DH_GROUPS)[number];
export type Integrity = (typeof INTEGRITIES)[number];

const seconds = (least: number, most: number) => z.number().int().min(least).max(most);

export const proposal = named(
  "VpnProposal",
  "What both ends of a tunnel negotiate, always by IKEv2 and with perfect forward secrecy. Weaker values are refused.",
  z.strictObject({
    encryption: z.enum(ENCRYPTIONS).default("aes-256").describe("cipher of the IKE SA and of the IPsec SAs"),
    integrity: z
      .enum(INTEGRITIES)
      .default("sha2-256")
      .describe("HMAC of the IKE SA, which is also its PRF, and of the IPsec SAs"),
    dhGroup: z
      .enum(DH_GROUPS)
      .default("group14")
      .describe("Diffie-Hellman group of the IKE SA, and of every IPsec SA (PFS)"),
    ikeLifetimeSeconds: seconds(3600, 86_400).default(86_400).describe("lifetime of the IKE SA"),
    ipsecLifetimeSeconds: seconds(900, 28_800).default(3600).describe("lifetime of an IPsec SA"),
  }),
);

export type Proposal = z.output<typeof proposal>;
