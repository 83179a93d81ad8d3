import { ENCRYPTIONS, type Proposal } from "../proposal";
import type { SiteVpn } from "../tunnel";

/** Stands for the pre-shared key of a tunnel. No file contains a key. */
export const keyOf = (index: number) => `<KEY-${index + 1}>`;

/** `sha256`, as strongSwan and Cisco write it. */
export const hashOf = ({ integrity }: Proposal) => integrity.replace("sha2-", "sha");

/** What every file begins with: what it is, what to replace, and what it negotiates. @param comment what begins a comment line */
export function remarks(comment: string, vpn: SiteVpn, own: readonly string[]): string[] {
  const { name, deviceAddress, gateways, proposal } = vpn;
  const ends = gateways.map(({ address }) => address).join(" and ");
  return [
    `${name}: tunnel${gateways.length > 1 ? "s" : ""} from this device (${deviceAddress}) to ${ends}.`,
    `IKEv2, ${ENCRYPTIONS[0]}, ${proposal.integrity}, ${proposal.dhGroup}, perfect forward secrecy: the gateway accepts nothing else.`,
    "Replace whatever is in angle brackets:",
    ...gateways.map(({ keyIn }, index) => `  ${keyOf(index)}: the pre-shared key in ${keyIn}`),
    ...own,
  ].map((line) => `${comment} ${line}`);
}

/** For devices whose settings only say which networks the tunnel carries. */
export function filtersNothing({ server }: SiteVpn): string {
  return `These settings filter nothing: by this device's own filters, admit only TCP to ${server.address} port ${server.port} from the tunnel.`;
}
