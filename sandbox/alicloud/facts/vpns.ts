import { randomBytes } from "node:crypto";
import { hosts } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import { Kept } from "../../world/kept";
import { WorldError } from "../../world/worldError";
import type {
  AlibabaCustomerGateway,
  AlibabaPolicyRoute,
  AlibabaVpnConnection,
  AlibabaVpnGateway,
  AlibabaVpnRoute,
  AlibabaVSwitch,
} from "./vpnTypes";

/** Public addresses of the gateways: a part of a documentation range that nothing else in the sandbox has. */
const RANGE = "192.0.2.8/29";

/** @param prefix of its ids */
const making = (kind: string, prefix: string) => ({
  kind,
  made: () => ({ id: `${prefix}-bp1${randomBytes(8).toString("hex")}`, createdAt: Date.now() }),
});

/** Site-to-site VPNs of Alibaba Cloud, and the vSwitches that their gateways are in. */
export class AlibabaVpns {
  readonly vswitches: Kept<AlibabaVSwitch>;
  readonly gateways: Kept<AlibabaVpnGateway>;
  readonly customerGateways: Kept<AlibabaCustomerGateway>;
  readonly connections: Kept<AlibabaVpnConnection>;
  readonly routes: Kept<AlibabaVpnRoute>;
  readonly policyRoutes: Kept<AlibabaPolicyRoute>;
  private readonly pool = [...hosts(RANGE)];
  private next = 0;

  constructor(journal: Journal) {
    this.vswitches = new Kept(making("vswitch", "vsw"), journal);
    this.gateways = new Kept(making("vpnGateway", "vpn"), journal);
    this.customerGateways = new Kept(making("customerGateway", "cgw"), journal);
    this.connections = new Kept(making("vpnConnection", "vco"), journal);
    this.routes = new Kept(making("vpnRoute", "vroute"), journal);
    this.policyRoutes = new Kept(making("vpnPolicyRoute", "vpbr"), journal);
  }

  /** Two public addresses that no gateway has yet. */
  addresses(): [string, string] {
    const taken = new Set(this.gateways.list().flatMap(({ addresses }) => addresses));
    const free = () => {
      for (let tried = 0; tried < this.pool.length; tried++) {
        const address = this.pool[this.next++ % this.pool.length]!;
        if (!taken.has(address)) return address;
      }
      throw new WorldError("conflict", `every address of ${RANGE} is taken`);
    };
    return [free(), free()];
  }

  dump(): Record<string, unknown> {
    return {
      alibabaVSwitches: this.vswitches.list(),
      alibabaVpnGateways: this.gateways.list(),
      alibabaCustomerGateways: this.customerGateways.list(),
      alibabaVpnConnections: this.connections.list().map(({ tunnels, ...rest }) => ({
        ...rest,
        tunnels: tunnels.map(({ ike: { Psk: _, ...ike }, ...tunnel }) => ({ ...tunnel, ike })),
      })),
      alibabaVpnRoutes: this.routes.list(),
      alibabaPolicyRoutes: this.policyRoutes.list(),
    };
  }
}
