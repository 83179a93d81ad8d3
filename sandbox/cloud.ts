import type { MoverServers } from "./mover/servers";
import type { CloudPart } from "./world/hops";
import type { ServerRef } from "./world/types";
import type { World } from "./world/world";

/** A running cloud: its HTTP services on loopback. */
export interface Services<E extends object = object> {
  /** Base URLs, "http://127.0.0.1:port", by service (several may share one server). */
  endpoints: E;
  /** Closes the listeners and cancels everything in progress. */
  close(): Promise<void>;
}

/** What a migration needs to know about a server in the cloud. */
export interface CustomerServer {
  instanceId: string;
  region: string;
}

/** A cloud that the sandbox simulates; `clouds.ts` lists them. `W` is the world with this cloud in it. */
export interface SandboxCloud<
  W extends World = World,
  P extends CloudPart = CloudPart,
  C extends object = object,
  E extends object = object,
  F extends object = CustomerServer,
> {
  /** Adds the cloud's facts and hops to a new world. */
  join(world: World): P;
  /** New credentials, valid for one sandbox only. */
  credentials(): C;
  /** Adds the customer's server as it is before a migration: no public access, nothing allowed in. */
  addCustomerServer(world: W, side: "source" | "target", mysql: ServerRef): F;
  /** @param servers what the cloud's movers need from the real servers */
  start(world: W, credentials: C, servers: MoverServers): Promise<Services<E>>;
}
