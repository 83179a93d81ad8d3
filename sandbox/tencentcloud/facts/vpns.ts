import { hosts } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import { WorldError } from "../../world/worldError";
import { newId } from "./ids";
import type { CustomerGateway, VpnConnection, VpnGateway } from "./types";

/** Public addresses of VPN gateways in the sandbox. */
const GATEWAYS = "198.51.100.192/26";

type Made = "id" | "createdAt";

/** A kind of the VPN's resources, by id. */
class Kept<T extends { id: string; region: string; createdAt: number }> {
  private readonly byId = new Map<string, T>();

  constructor(
    /** For the journal and for messages. */
    private readonly kind: string,
    private readonly prefix: string,
    private readonly journal: Journal,
  ) {}

  add(made: Omit<T, Made>): T {
    const added = { ...made, id: newId(this.prefix), createdAt: Date.now() } as T;
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
    this.journal.add(`${this.kind}.update`, id);
    return Object.assign(this.get(id), change);
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

/** Site-to-site VPNs of Tencent Cloud. A gateway has one public address, of its own. */
export class Vpns {
  readonly gateways: Kept<VpnGateway>;
  readonly devices: Kept<CustomerGateway>;
  readonly connections: Kept<VpnConnection>;
  private count = 0;

  constructor(journal: Journal) {
    this.gateways = new Kept("vpnGateway", "vpngw", journal);
    this.devices = new Kept("customerGateway", "cgw", journal);
    this.connections = new Kept("vpnConnection", "vpnx", journal);
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
