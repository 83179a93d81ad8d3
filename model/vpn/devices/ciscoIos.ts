import { withWildcard } from "../../addresses/block";
import type { DhGroup } from "../proposal";
import { pairsOf, type SiteVpn } from "../tunnel";
import { filtersNothing, hashOf, keyOf, remarks } from "./common";

const numberOf = (group: DhGroup) => group.replace("group", "");

/** Commands in configuration mode; Cisco IOS 15.1(2)T or newer, IOS XE. */
export function ciscoIos(vpn: SiteVpn): string {
  const { name, deviceAddress, gateways, proposal } = vpn;
  const hash = hashOf(proposal);
  return [
    ...remarks("!", vpn, [
      "  <OUTSIDE-INTERFACE>: the interface towards the internet",
      `  <CRYPTO-MAP>: the crypto map of that interface, of which it has only one; ${name} if it has none`,
      "  <NUMBER>: a number without an entry in that crypto map",
      `A router uses one IKEv2 policy for all its addresses: if it has one already, add the proposal ${name} to that one.`,
      `Otherwise the policy below replaces the built-in one: if other tunnels use that, add "proposal default" below "proposal ${name}".`,
      "Remove an earlier version of these settings first: what it lets through is not taken back by a new one.",
      filtersNothing(vpn),
      "If this router translates addresses on that interface, exempt the traffic of the access list below.",
    ]),
    `crypto ikev2 proposal ${name}`,
    " encryption aes-cbc-256",
    ` integrity ${hash}`,
    ` group ${numberOf(proposal.dhGroup)}`,
    `crypto ikev2 policy ${name}`,
    ` proposal ${name}`,
    `crypto ikev2 keyring ${name}`,
    ...gateways.flatMap(({ address }, index) => [
      ` peer ${name}-${index + 1}`,
      `  address ${address}`,
      `  pre-shared-key ${keyOf(index)}`,
    ]),
    `crypto ikev2 profile ${name}`,
    ...gateways.map(({ address }) => ` match identity remote address ${address} 255.255.255.255`),
    ` identity local address ${deviceAddress}`,
    " authentication remote pre-share",
    " authentication local pre-share",
    ` keyring local ${name}`,
    ` lifetime ${proposal.ikeLifetimeSeconds}`,
    " dpd 30 5 periodic",
    `crypto ipsec transform-set ${name} esp-aes 256 esp-${hash}-hmac`,
    " mode tunnel",
    `ip access-list extended ${name}`,
    ...pairsOf(vpn).map(({ device, cloud }) => ` permit ip ${withWildcard(device)} ${withWildcard(cloud)}`),
    "crypto map <CRYPTO-MAP> <NUMBER> ipsec-isakmp",
    ...gateways.map(
      ({ address }, index) => ` set peer ${address}${index === 0 && gateways.length > 1 ? " default" : ""}`,
    ),
    ` set transform-set ${name}`,
    ` set pfs ${proposal.dhGroup}`,
    ` set ikev2-profile ${name}`,
    ` set security-association lifetime seconds ${proposal.ipsecLifetimeSeconds}`,
    ` match address ${name}`,
    "interface <OUTSIDE-INTERFACE>",
    " crypto map <CRYPTO-MAP>",
    "",
  ].join("\n");
}
