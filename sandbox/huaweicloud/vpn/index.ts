import type { HuaweicloudWorld } from "../facts";
import type { Service } from "../service";
import { addConnections } from "./connections";
import { addDevices } from "./devices";
import { addGateways } from "./gateways";
import { addVpnTags } from "./tags";

/** Enterprise VPN, v5: site to site. */
export function addVpn(service: Service, world: HuaweicloudWorld, region: string): void {
  addGateways(service, world, region);
  addDevices(service, world, region);
  addConnections(service, world, region);
  addVpnTags(service, world, region);
}
