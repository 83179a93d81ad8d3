import { type Vpn, vpnName } from "../../model/spec/vpn";
import type { Site, SiteToSite, VpnDetails } from "../kits/contracts";
import { locationIn } from "../shared/instances";
import { vpnOf } from "../shared/siteVpn";
import { AlicloudVpn, type AlicloudVpnArgs } from "./vpn";

/** The VPN of a migration: from a VPC that leads the service to the network of a server on premises. */
export function siteToSite(site: Site<"alicloud-rds">, to: Site<"onprem">): SiteToSite {
  const { parent, name, spec, at, temporary } = site;
  const vpn = vpnOf(spec);
  const { deviceAddress, deviceSubnets, cloudSubnets, proposal, bandwidth, customerGatewayId } = vpn;
  const where = locationIn("alicloud", at);
  const made = new AlicloudVpn(
    `${name}-vpn`,
    {
      ...temporary,
      ...{ deviceAddress, deviceSubnets, cloudSubnets, proposal, bandwidth, customerGatewayId },
      vpnName: vpnName(spec),
      server: { address: to.at.host, port: to.at.port },
      vpcId: vpcOf(vpn),
      ...(vpn.gateway
        ? { gateway: vpn.gateway as AlicloudVpnArgs["gateway"] }
        : { vswitchId: vpn.subnetId, standbyVswitchId: vpn.standbySubnetId }),
    },
    { parent, provider: site.provider(where) },
    // The component is a part of the migration, whose output they are.
    "what this prints: pulumi stack output preSharedKeys --show-secrets",
  );
  const address = made.gatewayAddresses.apply((addresses) => addresses.join(", "));
  site.need({ kind: "vpnGateway", ...where, id: made.gatewayId, address });
  site.need({ kind: "customerGateway", ...where, id: made.customerGatewayId, address: deviceAddress });
  site.need({
    ...{ kind: "vpnConnection", ...where, id: made.connectionId, address: deviceAddress },
    through: made.gatewayId,
  });
  const { strongSwan, ciscoIos, junos, plainText, preSharedKeys } = made;
  return {
    ...{ resources: [made], deviceSettings: { strongSwan, ciscoIos, junos, plainText }, preSharedKeys },
    reachedBy: { vpcId: vpcOf(vpn) },
  };
}

/** The gateway may be in another VPC than the instance, which the service reaches by its id. */
export function vpnDetails(_: unknown, vpn: Vpn): VpnDetails {
  const { subnetId, standbySubnetId, cloudSubnets, deviceSubnets, deviceAddress, customerGatewayId, gateway } = vpn;
  return {
    ...{ vpcId: vpcOf(vpn), subnetId, standbySubnetId },
    ...{ cloudSubnets, deviceSubnets, deviceAddress, customerGatewayId, gateway },
  };
}

function vpcOf({ vpcId }: Vpn): string {
  if (vpcId !== undefined) return vpcId;
  throw new Error("no vpn.vpcId, which the rules of the spec require");
}
