import Fastify from "fastify";
import { installCallFaults } from "../callFaults";
import type { KeyRing } from "../world/keyRing";
import type { World } from "../world/world";
import { Gateway, type Product } from "./gateway";

/** A service on its own port. */
export interface Listening {
  url: string;
  close(): Promise<void>;
}

/** Puts a service behind a gateway, which verifies signatures like the cloud's. */
export async function listen(keys: KeyRing, product: Product, world: World): Promise<Listening> {
  const app = Fastify({ forceCloseConnections: true });
  installCallFaults(app, "alicloud", world);
  new Gateway(keys, product, world).install(app);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url, close: async () => app.close() };
}
