import { ENCRYPTIONS } from "../proposal";
import { pairsOf, type SiteVpn } from "../tunnel";

/** For any other device: every value that its administrator has to enter. */
export function plainText(vpn: SiteVpn): string {
  const { name, deviceAddress, server, gateways, proposal } = vpn;
  const [encryption] = ENCRYPTIONS;
  const rows: [string, string][] = [
    ["this device", deviceAddress],
    ...gateways.map(({ address, keyIn }, index): [string, string] => [
      `gateway ${index + 1}${index === 0 ? "" : " (standby)"}`,
      `${address}, pre-shared key in ${keyIn}`,
    ]),
    ["local and remote ID", "the public addresses (type: IPv4 address)"],
    ["IKE version", "IKEv2 only"],
    [
      "IKE SA",
      `${encryption} (CBC), ${proposal.integrity} (also as PRF), ${proposal.dhGroup}, ${proposal.ikeLifetimeSeconds} seconds`,
    ],
    [
      "IPsec SA",
      `ESP, tunnel mode, ${encryption} (CBC), ${proposal.integrity}, PFS ${proposal.dhGroup}, ${proposal.ipsecLifetimeSeconds} seconds`,
    ],
    ["dead peer detection", "every 30 seconds"],
    ...pairsOf(vpn).map(({ device, cloud }): [string, string] => ["traffic", `${device} (local) to ${cloud} (remote)`]),
    ["admit from the tunnel", `TCP to ${server.address} port ${server.port}, and nothing else`],
    [
      "admit from the internet",
      `UDP 500 and 4500 and ESP, from ${gateways.map(({ address }) => address).join(" and ")}`,
    ],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return [`VPN ${name}`, ...rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`), ""].join("\n");
}
