import type { MoverServers } from "./mover/servers";
import type { World } from "./world/world";

/** Parameters and results of starting each cloud's HTTP services; `index.ts` combines them. */
export interface HuaweicloudCredentials {
  accessKey: string;
  secretKey: string;
  projectId: string;
  region: string;
}

export interface HuaweicloudDeps {
  world: World;
  /** For `new Mover(taskId, world, servers)`, one per DRS task. */
  servers: MoverServers;
  credentials: HuaweicloudCredentials;
}

/** Base URLs, "http://127.0.0.1:port", one per service (several may be the same server). */
export interface HuaweicloudServices {
  endpoints: { drs: string; vpc: string; rds: string; iam: string };
  /** Closes the listeners and disposes every mover. */
  close(): Promise<void>;
}

export type StartHuaweicloud = (deps: HuaweicloudDeps) => Promise<HuaweicloudServices>;

export interface AlicloudCredentials {
  accessKey: string;
  secretKey: string;
  region: string;
}

export interface AlicloudDeps {
  world: World;
  credentials: AlicloudCredentials;
}

export interface AlicloudServices {
  /** Base URL, "http://127.0.0.1:port". */
  endpoints: { rds: string };
  close(): Promise<void>;
}

export type StartAlicloud = (deps: AlicloudDeps) => Promise<AlicloudServices>;
