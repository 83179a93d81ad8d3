import { randomUUID } from "node:crypto";
import type { Journal } from "../../world/journal";
import { Kept } from "../../world/kept";
import type { VpnConnection, VpnDevice, VpnGateway } from "./types";

function making(kind: string) {
  const now = () => new Date().toISOString();
  return {
    kind,
    made: () => {
      const at = now();
      return { id: randomUUID(), createdAt: at, updatedAt: at };
    },
    changed: () => ({ updatedAt: now() }),
  };
}

/** Site-to-site VPNs of Huawei Cloud. */
export class Vpns {
  readonly gateways: Kept<VpnGateway>;
  readonly devices: Kept<VpnDevice>;
  readonly connections: Kept<VpnConnection>;

  constructor(journal: Journal) {
    this.gateways = new Kept(making("vpnGateway"), journal);
    this.devices = new Kept(making("customerGateway"), journal);
    this.connections = new Kept(making("vpnConnection"), journal);
  }

  dump(): Record<string, unknown> {
    return {
      vpnGateways: this.gateways.list(),
      customerGateways: this.devices.list(),
      vpnConnections: this.connections.list().map(({ psk: _, ...rest }) => rest),
    };
  }
}
