import type { Handler } from "../../../handler";
import { ConnectionHandler } from "./connection";
import { CustomerGatewayHandler } from "./customerGateway";
import { GatewayHandler } from "./gateway";
import { RouteEntryHandler } from "./routeEntry";
import type { VpnService } from "./service";

const HANDLERS: Readonly<Record<string, new (vpn: VpnService) => Handler>> = {
  "alicloud:vpn/connection:Connection": ConnectionHandler,
  "alicloud:vpn/customerGateway:CustomerGateway": CustomerGatewayHandler,
  "alicloud:vpn/gateway:Gateway": GatewayHandler,
  "alicloud:vpn/routeEntry:RouteEntry": RouteEntryHandler,
};

/** The handler of a part of a VPN; undefined: it is none. */
export function vpnHandler(token: string, vpn: VpnService): Handler | undefined {
  const Class = HANDLERS[token];
  return Class && new Class(vpn);
}
