import { REGIONS } from "../../clouds";
import type { Problem } from "../../problems";
import { quoted } from "../rules/quoted";
import type { Vpn } from "../vpn";
import type { CloudVpn } from "./cloud";

const MOST_BANDWIDTH = 300;

/** A gateway of Huawei Cloud: two EIPs, in zones, in the VPC of the target. */
export const huaweicloud: CloudVpn = {
  always: {},
  created: {
    availabilityZones: {
      needed: "one or two zones for the gateway, or vpn.gateway",
      fix: "name two zones of the target's region; the console shows them when a VPN gateway is created",
    },
    subnetId: "optional",
  },
  gateway: ["eip1", "eip2"],
  instead: {
    vpcId: "the gateway is in target.vpcId",
    standbySubnetId: "both addresses are in vpn.subnetId, and in the zones of vpn.availabilityZones",
    customerGatewayId: "a customer gateway is created for the device",
  },
  eips: 2,
  problems: (vpn, region) => [...zones(vpn, region), ...bandwidth(vpn)],
};

/** A zone begins with the name of its region. */
function zones({ availabilityZones = [], gateway }: Vpn, region: string): Problem[] {
  if (gateway) return [];
  return availabilityZones.flatMap((zone, index): Problem[] => {
    const path = `vpn.availabilityZones.${index}`;
    if (availabilityZones.indexOf(zone) < index) return [{ path, seen: quoted(zone), needed: "each zone once" }];
    const other = REGIONS.huaweicloud.find((one) => one !== region && new RegExp(`^${one}[a-z]`).test(zone));
    if (other === undefined) return [];
    return [
      {
        path,
        seen: `${quoted(zone)}, a zone of ${other}`,
        needed: `a zone of ${region}: the gateway is in the VPC of the target`,
        fix: "name zones of the target's region, or correct target.region",
      },
    ];
  });
}

function bandwidth({ bandwidth: given }: Vpn): Problem[] {
  if (given <= MOST_BANDWIDTH) return [];
  return [{ path: "vpn.bandwidth", seen: String(given), needed: `1 to ${MOST_BANDWIDTH}` }];
}
