import { asBlock } from "../../addresses/block";
import type { Integrity } from "../proposal";
import { pairsOf, type SiteVpn } from "../tunnel";
import { keyOf, remarks } from "./common";

const IKE: Record<Integrity, string> = { "sha2-256": "sha-256", "sha2-384": "sha-384", "sha2-512": "sha-512" };
const IPSEC: Record<Integrity, string> = {
  "sha2-256": "hmac-sha-256-128",
  "sha2-384": "hmac-sha-384",
  "sha2-512": "hmac-sha-512",
};

/** Set commands; Juniper SRX, Junos 15.1X49-D100 or newer, which has traffic selectors with IKEv2. */
export function junos(vpn: SiteVpn): string {
  const { name, gateways, proposal } = vpn;
  const ike = `set security ike proposal ${name}`;
  const ipsec = `set security ipsec proposal ${name}`;
  return [
    ...remarks("#", vpn, [
      "  <OUTSIDE-INTERFACE>: the interface towards the internet; its zone has to admit IKE (host-inbound-traffic system-services ike)",
      "  <SERVER-ZONE>: the zone of the database server",
      ...gateways.map((_, index) => `  ${unitOf(index)}: a unit of st0 that is not in use`),
      ...(gateways.length > 1
        ? [
            "The second tunnel is the standby, and inactive: Junos does not rank tunnels with the same traffic selectors. To fail over:",
            `  deactivate security ipsec vpn ${name}-1, activate security ipsec vpn ${name}-2, commit`,
          ]
        : []),
    ]),
    `${ike} authentication-method pre-shared-keys`,
    `${ike} dh-group ${proposal.dhGroup}`,
    `${ike} authentication-algorithm ${IKE[proposal.integrity]}`,
    `${ike} encryption-algorithm aes-256-cbc`,
    `${ike} lifetime-seconds ${proposal.ikeLifetimeSeconds}`,
    `${ipsec} protocol esp`,
    `${ipsec} authentication-algorithm ${IPSEC[proposal.integrity]}`,
    `${ipsec} encryption-algorithm aes-256-cbc`,
    `${ipsec} lifetime-seconds ${proposal.ipsecLifetimeSeconds}`,
    `set security ipsec policy ${name} perfect-forward-secrecy keys ${proposal.dhGroup}`,
    `set security ipsec policy ${name} proposals ${name}`,
    ...gateways.flatMap((_, index) => tunnel(vpn, index)),
    ...admission(vpn),
    ...gateways.slice(1).map((_, index) => `deactivate security ipsec vpn ${name}-${index + 2}`),
    "",
  ].join("\n");
}

const unitOf = (index: number) => `<UNIT-${index + 1}>`;

function tunnel(vpn: SiteVpn, index: number): string[] {
  const { name, deviceAddress, gateways } = vpn;
  const one = `${name}-${index + 1}`;
  const { address } = gateways[index]!;
  const gateway = `set security ike gateway ${one}`;
  const ipsec = `set security ipsec vpn ${one}`;
  return [
    `set security ike policy ${one} proposals ${name}`,
    `set security ike policy ${one} pre-shared-key ascii-text "${keyOf(index)}"`,
    `${gateway} ike-policy ${one}`,
    `${gateway} address ${address}`,
    `${gateway} version v2-only`,
    `${gateway} local-identity inet ${deviceAddress}`,
    `${gateway} remote-identity inet ${address}`,
    `${gateway} dead-peer-detection`,
    `${gateway} external-interface <OUTSIDE-INTERFACE>`,
    `set interfaces st0 unit ${unitOf(index)} family inet`,
    `set security zones security-zone ${name} interfaces st0.${unitOf(index)}`,
    `${ipsec} bind-interface st0.${unitOf(index)}`,
    `${ipsec} ike gateway ${one}`,
    `${ipsec} ike ipsec-policy ${name}`,
    ...pairsOf(vpn).flatMap(({ device, cloud }, at) => [
      `${ipsec} traffic-selector pair-${at + 1} local-ip ${device}`,
      `${ipsec} traffic-selector pair-${at + 1} remote-ip ${cloud}`,
    ]),
    `${ipsec} establish-tunnels immediately`,
  ];
}

/** Zones admit nothing by themselves. Only the server, and only its port. */
function admission({ name, server, cloudSubnets }: SiteVpn): string[] {
  const book = "set security address-book global address";
  const policy = `set security policies from-zone ${name} to-zone <SERVER-ZONE> policy ${name}`;
  return [
    `${book} ${name}-server ${asBlock(server.address)}`,
    ...cloudSubnets.map((subnet, index) => `${book} ${name}-cloud-${index + 1} ${subnet}`),
    `set applications application ${name} protocol tcp`,
    `set applications application ${name} destination-port ${server.port}`,
    ...cloudSubnets.map((_, index) => `${policy} match source-address ${name}-cloud-${index + 1}`),
    `${policy} match destination-address ${name}-server`,
    `${policy} match application ${name}`,
    `${policy} then permit`,
  ];
}
