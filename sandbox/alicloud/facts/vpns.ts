import { randomBytes } from "node:crypto";
import { hosts } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import { WorldError } from "../../world/worldError";
import type {
  AlibabaCustomerGateway,
  AlibabaVpnConnection,
  AlibabaVpnGateway,
  AlibabaVpnRoute,
  AlibabaVSwitch,
} from "./vpnTypes";

/** Public addresses of the gateways: a part of a documentation range that nothing else in the sandbox has. */
const RANGE = "192.0.2.8/29";

interface Stored {
  id: string;
  region: string;
}

/** A kind of the VPN's resources, by id. */
class Kept<T extends Stored> {
  private readonly byId = new Map<string, T>();

  constructor(
    /** For the journal and for messages. */
    private readonly kind: string,
    /** Of its ids. */
    private readonly prefix: string,
    private readonly journal: Journal,
  ) {}

  add(made: Omit<T, "id" | "createdAt">): T {
    const id = `${this.prefix}-bp1${randomBytes(8).toString("hex")}`;
    const added = { ...made, id, createdAt: Date.now() } as unknown as T;
    this.byId.set(id, added);
    this.journal.add(`${this.kind}.add`, id);
    return added;
  }

  /** Under an id of its own. */
  put(one: T): T {
    this.byId.set(one.id, one);
    return one;
  }

  find(id: string): T | undefined {
    return this.byId.get(id);
  }

  list(region?: string): T[] {
    return [...this.byId.values()].filter((one) => region === undefined || one.region === region);
  }

  /** @throws WorldError notFound */
  update(id: string, change: Partial<Omit<T, "id" | "region" | "createdAt">>): T {
    const found = Object.assign(this.get(id), change);
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

/** Site-to-site VPNs of Alibaba Cloud, and the vSwitches that their gateways are in. */
export class AlibabaVpns {
  readonly vswitches: Kept<AlibabaVSwitch>;
  readonly gateways: Kept<AlibabaVpnGateway>;
  readonly customerGateways: Kept<AlibabaCustomerGateway>;
  readonly connections: Kept<AlibabaVpnConnection>;
  readonly routes: Kept<AlibabaVpnRoute>;
  private readonly pool = [...hosts(RANGE)];
  private next = 0;

  constructor(journal: Journal) {
    this.vswitches = new Kept("vswitch", "vsw", journal);
    this.gateways = new Kept("vpnGateway", "vpn", journal);
    this.customerGateways = new Kept("customerGateway", "cgw", journal);
    this.connections = new Kept("vpnConnection", "vco", journal);
    this.routes = new Kept("vpnRoute", "vroute", journal);
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
    };
  }
}
