import { type CloudPart, dropped, type Hop, INTERNET, type Zone } from "../world/hops";
import { Iptables } from "../world/iptables";
import { describe } from "../world/reach";
import type { TunnelEnd } from "../world/tunnels";
import type { ServerRef } from "../world/types";
import { serverPlace, type World } from "../world/world";
import { Device } from "./device";

/** A server on a customer's own premises, at a public address, and at a private one in the network behind the IPsec device. */
export interface OnpremServer {
  id: string;
  /** Its name in the public DNS. */
  name: string;
  address: string;
  privateAddress: string;
  port: number;
  mysql: ServerRef;
  firewall: Iptables;
}

/** The network behind the IPsec device. */
const LAN: Zone = "onprem network";

/** Servers outside any cloud, without an API, behind a firewall that only a person at the host changes. */
export class OnpremPart implements CloudPart {
  readonly #servers: OnpremServer[] = [];
  /** What ends VPNs there. */
  readonly device = new Device("192.0.2.1", "10.1.0.0/24", LAN);
  readonly hops: readonly Hop[];

  constructor(world: World) {
    this.hops = [
      toServer(INTERNET, (ip) => this.list().find((one) => one.address === ip)),
      toServer(LAN, (ip) => this.list().find((one) => one.privateAddress === ip)),
    ];
    world.join(this);
  }

  add(server: Omit<OnpremServer, "firewall">): OnpremServer {
    const made = { ...server, firewall: new Iptables() };
    this.#servers.push(made);
    return made;
  }

  list(): readonly OnpremServer[] {
    return this.#servers;
  }

  resolve(name: string): string | undefined {
    return this.#servers.find((one) => one.name === name)?.address;
  }

  zone(): undefined {
    return undefined;
  }

  tunnelEnds(): TunnelEnd[] {
    return this.device.ends();
  }

  dump(): Record<string, unknown> {
    return {
      onprem: this.#servers.map(({ mysql, firewall, ...rest }) => ({
        ...rest,
        mysql: serverPlace(mysql),
        firewall: firewall.list(),
      })),
      ipsecDevice: this.device.loaded(),
    };
  }
}

/** The world with these servers in it. */
export type OnpremWorld = World & { readonly onprem: OnpremPart };

/** From a network to a server in it, through its host's firewall. */
function toServer(network: Zone, at: (ip: string) => OnpremServer | undefined): Hop {
  return {
    forward({ zone, ip }) {
      const found = zone === network ? at(ip) : undefined;
      return found && { server: found.mysql, port: found.port, names: [found.id, found.name, ip] };
    },
    guard({ ip, from, port }) {
      const { id, firewall } = at(ip)!;
      if (firewall.admits(from.address, port)) return undefined;
      return dropped(
        "hostFirewall",
        `The firewall of ${id} drops TCP ${port} from ${describe(from)}: no rule accepts it`,
      );
    },
  };
}
