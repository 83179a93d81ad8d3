import Fastify from "fastify";
import { installCallFaults } from "../callFaults";
import type { Services } from "../cloud";
import type { Rds } from "./action";
import type { AlicloudWorld } from "./facts";
import { Gateway } from "./gateway";

export interface AlicloudCredentials {
  accessKey: string;
  secretKey: string;
  region: string;
}

export interface AlicloudDeps {
  world: AlicloudWorld;
  credentials: AlicloudCredentials;
}

export type AlicloudEndpoints = { rds: string };
export type AlicloudServices = Services<AlicloudEndpoints>;

/**
 * Starts Alibaba Cloud's RDS API (RPC, version 2014-08-15) on loopback over plain HTTP. Signatures are verified as by the cloud's
 * gateway; slow state changes follow the world's clock.
 */
export async function startAlicloud({ world, credentials }: AlicloudDeps): Promise<AlicloudServices> {
  const closing = new AbortController();
  const rds: Rds = {
    world,
    region: credentials.region,
    pendingPrefixes: new Map(),
    groupAttributes: new Map(),
    tags: new Map(),
    after(vendorSeconds, work) {
      world.clock.sleep(vendorSeconds, closing.signal).then(work, () => {});
    },
  };
  const app = Fastify({ forceCloseConnections: true });
  installCallFaults(app, "alicloud", world);
  new Gateway(credentials, rds).install(app);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    endpoints: { rds: url },
    async close() {
      closing.abort(new Error("the sandbox closed"));
      await app.close();
    },
  };
}
