import { vpnName } from "../../model/spec/vpn";
import { givenGateway } from "../../model/vpn/gateway";
import type { Site, SiteToSite } from "../kits/contracts";
import { locationIn } from "../shared/instances";
import { vpnOf } from "../shared/siteVpn";
import { HuaweicloudVpn } from "./vpn";

/** The VPN of a migration: from the VPC of the instance to the network of a server on premises. */
export function siteToSite(site: Site<"huaweicloud-rds">, to: Site<"onprem">): SiteToSite {
  const { parent, name, spec, at, temporary } = site;
  const vpn = vpnOf(spec);
  const { deviceAddress, deviceSubnets, cloudSubnets, proposal, bandwidth, availabilityZones = [] } = vpn;
  const where = locationIn("huaweicloud", at);
  const made = new HuaweicloudVpn(
    `${name}-vpn`,
    {
      ...temporary,
      ...{ deviceAddress, deviceSubnets, cloudSubnets, proposal, bandwidth },
      vpnName: vpnName(spec),
      server: { address: to.at.host, port: to.at.port },
      region: at.region,
      vpcId: at.vpcId,
      subnetId: vpn.subnetId ?? at.subnetId,
      ...(vpn.gateway ? { gateway: givenGateway.parse(vpn.gateway) } : { availabilityZones }),
    },
    { parent, provider: site.provider(where) },
    // The component is a part of the migration, whose output they are.
    "what this prints: pulumi stack output preSharedKeys --show-secrets",
  );
  site.need({
    kind: "vpnGateway",
    ...where,
    id: made.gatewayId,
    address: made.gatewayAddresses.apply((addresses) => addresses.join(", ")),
  });
  site.need({ kind: "customerGateway", ...where, id: made.customerGatewayId, address: deviceAddress });
  // One for each address of the gateway, of which there are two.
  for (const index of [0, 1])
    site.need({
      ...{ kind: "vpnConnection", ...where, id: made.connectionIds.apply((ids) => ids[index]!) },
      ...{ address: deviceAddress, through: made.gatewayId },
    });
  const { strongSwan, ciscoIos, junos, plainText, preSharedKeys } = made;
  return { resources: [made], deviceSettings: { strongSwan, ciscoIos, junos, plainText }, preSharedKeys };
}
