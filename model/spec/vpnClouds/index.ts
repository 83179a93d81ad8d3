import type { Cloud } from "../../clouds";
import { alicloud } from "./alicloud";
import type { CloudVpn } from "./cloud";
import { huaweicloud } from "./huaweicloud";
import { tencentcloud } from "./tencentcloud";

export type { CloudVpn, Use } from "./cloud";

/** Clouds to whose VPN gateways a migration can be connected; a new one is a file and a line. */
const VPN_CLOUDS: { [C in Cloud]?: CloudVpn } = {
  alicloud,
  huaweicloud,
  tencentcloud,
};

/** undefined: no migration goes through a gateway of this cloud. */
export function cloudVpn(cloud: Cloud | undefined): CloudVpn | undefined {
  return cloud && VPN_CLOUDS[cloud];
}
