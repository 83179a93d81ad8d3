import type { MoverServers } from "./mover/servers";
import type { CloudPart } from "./world/hops";
import type { ServerRef } from "./world/types";
import type { World } from "./world/world";

/** A running cloud: its HTTP services on loopback. */
export interface Services<E extends object = object> {
  /** Base URLs, "http://127.0.0.1:port", by service (several may be the same server). */
  endpoints: E;
  /** Closes the listeners and ends everything under way. */
  close(): Promise<void>;
}

/** What a migration says of a server in the cloud. */
export interface Furnished {
  instanceId: string;
  region: string;
}

/** A cloud that the sandbox plays; `clouds.ts` has the table. `W` is the world with this cloud in it. */
export interface SandboxCloud<
  W extends World = World,
  P extends CloudPart = CloudPart,
  C extends object = object,
  E extends object = object,
  F extends Furnished = Furnished,
> {
  /** Adds its facts and hops to a new world. */
  join(world: World): P;
  /** New credentials, which open nothing but one sandbox. */
  credentials(): C;
  /** The customer's server there before a migration: nothing public, nothing allowed. */
  furnish(world: W, side: "source" | "target", mysql: ServerRef): F;
  /** @param servers what its movers need of the real servers */
  start(world: W, credentials: C, servers: MoverServers): Promise<Services<E>>;
}
