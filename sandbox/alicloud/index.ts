import type { Services } from "../cloud";
import { type Moving, startDts } from "./dts";
import type { AlicloudWorld } from "./facts";
import { startRds } from "./rds";

export interface AlicloudCredentials {
  accessKey: string;
  secretKey: string;
  region: string;
}

export interface AlicloudDeps extends Moving {
  world: AlicloudWorld;
  credentials: AlicloudCredentials;
}

export type AlicloudEndpoints = { rds: string; dts: string };
export type AlicloudServices = Services<AlicloudEndpoints>;

/** Starts Alibaba Cloud's RDS and DTS on loopback over plain HTTP, each on its own port. */
export async function startAlicloud({ world, credentials, ...moving }: AlicloudDeps): Promise<AlicloudServices> {
  const [rds, dts] = await Promise.all([startRds(world, credentials), startDts(world, credentials, moving)]);
  return {
    endpoints: { rds: rds.url, dts: dts.url },
    async close() {
      await Promise.all([rds.close(), dts.close()]);
    },
  };
}
