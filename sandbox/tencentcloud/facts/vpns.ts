import { hosts } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import { Kept } from "../../world/kept";
import { newId } from "./ids";
import type { CustomerGateway, VpnConnection, VpnGateway } from "./types";

/** Public addresses of VPN gateways in the sandbox. */
const GATEWAYS = "198.51.100.192/26";

const making = (kind: string, prefix: string) => ({
  kind,
  made: () => ({ id: newId(prefix), createdAt: Date.now() }),
});

/** Site-to-site VPNs of Tencent Cloud. A gateway has one public address, of its own. */
export class Vpns {
  readonly gateways: Kept<VpnGateway>;
  readonly devices: Kept<CustomerGateway>;
  readonly connections: Kept<VpnConnection>;
  private count = 0;

  constructor(journal: Journal) {
    this.gateways = new Kept(making("vpnGateway", "vpngw"), journal);
    this.devices = new Kept(making("customerGateway", "cgw"), journal);
    this.connections = new Kept(making("vpnConnection", "vpnx"), journal);
  }

  /** The next address that a gateway gets. */
  nextAddress(): string {
    const pool = [...hosts(GATEWAYS)];
    return pool[this.count++ % pool.length]!;
  }

  dump(): Record<string, unknown> {
    return {
      tencentVpnGateways: this.gateways.list(),
      tencentCustomerGateways: this.devices.list(),
      tencentVpnConnections: this.connections.list().map(({ key: _, ...rest }) => rest),
    };
  }
}
