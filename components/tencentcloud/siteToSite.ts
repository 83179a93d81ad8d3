import { type Vpn, vpnName } from "../../model/spec/vpn";
import type { Site, SiteToSite, VpnDetails } from "../kits/contracts";
import { locationIn } from "../shared/instances";
import { vpnOf } from "../shared/siteVpn";
import { TencentcloudVpn, type TencentcloudVpnArgs } from "./vpn";

/** The VPN of a migration: from the VPC of the instance to the network of a server on premises. */
export function siteToSite(site: Site<"tencentcloud-mysql">, to: Site<"onprem">): SiteToSite {
  const { parent, name, spec, at, temporary } = site;
  const vpn = vpnOf(spec);
  const { deviceAddress, deviceSubnets, cloudSubnets, proposal, bandwidth, gateway } = vpn;
  const where = locationIn("tencentcloud", at);
  const made = new TencentcloudVpn(
    `${name}-vpn`,
    {
      ...temporary,
      ...{ deviceAddress, deviceSubnets, cloudSubnets, proposal, bandwidth },
      routeTableId: tableOf(vpn),
      ...(gateway ? { gateway: gateway as TencentcloudVpnArgs["gateway"] } : {}),
      vpnName: vpnName(spec),
      server: { address: to.at.host, port: to.at.port },
      vpcId: at.vpcId,
    },
    { parent, provider: site.provider(where) },
    // The component is a part of the migration, whose output they are.
    "what this prints: pulumi stack output preSharedKeys --show-secrets",
  );
  const { gatewayId: through } = made;
  site.need({ kind: "vpnGateway", ...where, id: through, address: made.gatewayAddress });
  site.need({ kind: "customerGateway", ...where, id: made.customerGatewayId, address: deviceAddress });
  site.need({ kind: "vpnConnection", ...where, id: made.connectionId, address: deviceAddress, through });
  for (const [index, address] of deviceSubnets.entries())
    site.need({ kind: "route", ...where, id: made.routeIds.apply((ids) => ids[index]!), address, through });
  const { strongSwan, ciscoIos, junos, plainText } = made;
  return {
    resources: [made],
    deviceSettings: { strongSwan, ciscoIos, junos, plainText },
    preSharedKeys: made.preSharedKey.apply((key) => [key]),
    reachedBy: { gatewayId: through, vpcId: at.vpcId, subnetId: at.subnetId },
  };
}

/** What the cloud confirms of it before anything is created. */
export function vpnDetails({ vpcId, subnetId }: Site<"tencentcloud-mysql">["at"], vpn: Vpn): VpnDetails {
  const { cloudSubnets, deviceSubnets, gateway } = vpn;
  return { vpcId, subnetId, cloudSubnets, deviceSubnets, routeTableId: tableOf(vpn), gateway };
}

function tableOf({ routeTableId }: Vpn): string {
  if (routeTableId !== undefined) return routeTableId;
  throw new Error("no vpn.routeTableId, which the rules of the spec require");
}
