import { type CloudPart, dropped, type Hop, INTERNET } from "../world/hops";
import { Iptables } from "../world/iptables";
import { describe } from "../world/reach";
import type { ServerRef } from "../world/types";
import { serverPlace, type World } from "../world/world";

/** A server on a customer's own premises, at a public address. */
export interface OnpremServer {
  id: string;
  /** Its name in the public DNS. */
  name: string;
  address: string;
  port: number;
  mysql: ServerRef;
  firewall: Iptables;
}

/** Servers outside any cloud, without an API, behind a firewall that only a person at the host changes. */
export class OnpremPart implements CloudPart {
  readonly #servers: OnpremServer[] = [];
  readonly hops: readonly Hop[];

  constructor(world: World) {
    this.hops = [internet(this)];
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

  dump(): Record<string, unknown> {
    return {
      onprem: this.#servers.map(({ mysql, firewall, ...rest }) => ({
        ...rest,
        mysql: serverPlace(mysql),
        firewall: firewall.list(),
      })),
    };
  }
}

/** The world with these servers in it. */
export type OnpremWorld = World & { readonly onprem: OnpremPart };

/** From the internet to a server, through its host's firewall. */
function internet(part: OnpremPart): Hop {
  const at = (ip: string) => part.list().find((one) => one.address === ip);
  return {
    forward({ zone, ip }) {
      const found = zone === INTERNET ? at(ip) : undefined;
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
