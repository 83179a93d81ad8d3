import { randomUUID } from "node:crypto";
import type { Journal } from "../../world/journal";
import { WorldError } from "../../world/worldError";
import type { VpnConnection, VpnDevice, VpnGateway } from "./types";

type Made = "id" | "createdAt" | "updatedAt";

/** A kind of the VPN's resources, by id. */
class Kept<T extends { id: string; region: string; createdAt: string; updatedAt: string }> {
  private readonly byId = new Map<string, T>();

  constructor(
    /** For the journal and for messages. */
    private readonly kind: string,
    private readonly journal: Journal,
  ) {}

  add(made: Omit<T, Made>): T {
    const now = new Date().toISOString();
    const added = { ...made, id: randomUUID(), createdAt: now, updatedAt: now } as T;
    this.byId.set(added.id, added);
    this.journal.add(`${this.kind}.add`, added.id);
    return added;
  }

  find(id: string): T | undefined {
    return this.byId.get(id);
  }

  list(region?: string): T[] {
    return [...this.byId.values()].filter((one) => region === undefined || one.region === region);
  }

  /** @throws WorldError notFound */
  update(id: string, change: Partial<Omit<T, Made | "region">>): T {
    const found = Object.assign(this.get(id), change, { updatedAt: new Date().toISOString() });
    this.journal.add(`${this.kind}.update`, id);
    return found;
  }

  /** @throws WorldError notFound */
  remove(id: string): void {
    this.get(id);
    this.byId.delete(id);
    this.journal.add(`${this.kind}.remove`, id);
  }

  private get(id: string): T {
    const found = this.byId.get(id);
    if (!found) throw new WorldError("notFound", `${this.kind} ${id} does not exist`);
    return found;
  }
}

/** Site-to-site VPNs of Huawei Cloud. */
export class Vpns {
  readonly gateways: Kept<VpnGateway>;
  readonly devices: Kept<VpnDevice>;
  readonly connections: Kept<VpnConnection>;

  constructor(journal: Journal) {
    this.gateways = new Kept("vpnGateway", journal);
    this.devices = new Kept("customerGateway", journal);
    this.connections = new Kept("vpnConnection", journal);
  }

  dump(): Record<string, unknown> {
    return {
      vpnGateways: this.gateways.list(),
      customerGateways: this.devices.list(),
      vpnConnections: this.connections.list().map(({ psk: _, ...rest }) => rest),
    };
  }
}
