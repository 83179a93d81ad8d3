import type { DhGroup, Proposal } from "../proposal";
import { pairsOf, type SiteVpn } from "../tunnel";
import { filtersNothing, hashOf, keyOf, remarks } from "./common";

const GROUPS: Record<DhGroup, string> = {
  group14: "modp2048",
  group15: "modp3072",
  group16: "modp4096",
  group19: "ecp256",
  group20: "ecp384",
  group21: "ecp521",
};

/** Where the settings of a VPN are saved. */
export function strongSwanFile(name: string): string {
  return `/etc/swanctl/conf.d/${name}.conf`;
}

/** A file for /etc/swanctl/conf.d; strongSwan 5.7 or newer. */
export function strongSwan(vpn: SiteVpn): string {
  const { name, deviceAddress, gateways } = vpn;
  return [
    ...remarks("#", vpn, [
      `Save as ${strongSwanFile(name)}, readable by root only, and load it: swanctl --load-all`,
      ...(gateways.length > 1
        ? ["Both tunnels carry the same networks; the first is preferred while it is up (priority)."]
        : []),
      filtersNothing(vpn),
      "This host has to forward (net.ipv4.ip_forward = 1). If it translates addresses, exempt these networks: iptables -t nat -I POSTROUTING -m policy --dir out --pol ipsec -j ACCEPT",
    ]),
    "connections {",
    ...gateways.flatMap((_, index) => connection(vpn, index)),
    "}",
    "secrets {",
    ...gateways.flatMap(({ address }, index) => [
      `  ike-${name}-${index + 1} {`,
      `    id-1 = ${address}`,
      `    id-2 = ${deviceAddress}`,
      `    secret = "${keyOf(index)}"`,
      "  }",
    ]),
    "}",
    "",
  ].join("\n");
}

function connection(vpn: SiteVpn, index: number): string[] {
  const { name, deviceAddress, gateways, proposal } = vpn;
  const { address } = gateways[index]!;
  return [
    `  ${name}-${index + 1} {`,
    "    version = 2",
    `    remote_addrs = ${address}`,
    `    proposals = ${suite(proposal)}`,
    `    rekey_time = ${proposal.ikeLifetimeSeconds}s`,
    "    dpd_delay = 30s",
    // Without these, one failed attempt or an end by the other side is the end of the tunnel.
    "    keyingtries = 0",
    "    local {",
    "      auth = psk",
    `      id = ${deviceAddress}`,
    "    }",
    "    remote {",
    "      auth = psk",
    `      id = ${address}`,
    "    }",
    "    children {",
    ...pairsOf(vpn).flatMap((pair, at) => [
      `      ${name}-${index + 1}-${at + 1} {`,
      `        local_ts = ${pair.device}`,
      `        remote_ts = ${pair.cloud}`,
      `        esp_proposals = ${suite(proposal)}`,
      `        rekey_time = ${proposal.ipsecLifetimeSeconds}s`,
      ...(gateways.length > 1 ? [`        priority = ${index + 1}`] : []),
      "        start_action = start",
      "        dpd_action = restart",
      "        close_action = start",
      "      }",
    ]),
    "    }",
    "  }",
  ];
}

/** A group in the proposal of an IPsec SA means perfect forward secrecy. */
function suite(proposal: Proposal): string {
  return `aes256-${hashOf(proposal)}-${GROUPS[proposal.dhGroup]}`;
}
