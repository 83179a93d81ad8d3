import type { Services } from "../cloud";
import { KeyRing } from "../world/keyRing";
import { type Moving, startDts } from "./dts";
import { startEcs } from "./ecs";
import type { AlicloudWorld } from "./facts";
import { startRds } from "./rds";
import { startSts } from "./sts";
import { startVpc } from "./vpc";

export interface AlicloudCredentials {
  accessKey: string;
  secretKey: string;
  region: string;
}

export interface AlicloudDeps extends Moving {
  world: AlicloudWorld;
  credentials: AlicloudCredentials;
}

export type AlicloudEndpoints = { rds: string; dts: string; ecs: string; sts: string; vpc: string };
export interface AlicloudServices extends Services<AlicloudEndpoints> {
  keys: KeyRing;
}

/** Starts Alibaba Cloud's RDS, DTS, ECS, STS and VPC on loopback over plain HTTP, each on its own port. */
export async function startAlicloud({ world, credentials, ...moving }: AlicloudDeps): Promise<AlicloudServices> {
  const keys = new KeyRing({ id: credentials.accessKey, secret: credentials.secretKey });
  const [rds, dts, ecs, sts, vpc] = await Promise.all([
    startRds(world, keys, credentials.region),
    startDts(world, keys, moving),
    startEcs(world, keys),
    startSts(world, keys),
    startVpc(world, keys),
  ]);
  return {
    endpoints: { rds: rds.url, dts: dts.url, ecs: ecs.url, sts: sts.url, vpc: vpc.url },
    keys,
    async close() {
      await Promise.all([rds.close(), dts.close(), ecs.close(), sts.close(), vpc.close()]);
    },
  };
}
