import { installCallFaults } from "../callFaults";
import type { Services } from "../cloud";
import { Mover } from "../mover/mover";
import type { MoverServers } from "../mover/servers";
import { KeyRing } from "../world/keyRing";
import { cdbService } from "./cdb";
import { dtsService } from "./dts";
import type { RunCheck } from "./dts/check/run";
import { Dts } from "./dts/dts";
import type { TaskMover } from "./dts/job";
import type { TencentcloudWorld } from "./facts";
import { type Service, serve } from "./service";
import type { SecretPair } from "./signature";
import { stsService } from "./sts";
import { tagService } from "./tag";
import { vpcService } from "./vpc";

export interface TencentCredentials extends SecretPair {
  region: string;
  /** The account id. */
  accountId: string;
}

export type TencentcloudEndpoints = { cdb: string; dts: string; vpc: string; sts: string };
export interface TencentcloudServices extends Services<TencentcloudEndpoints> {
  services: readonly Service[];
  keys: KeyRing;
}

export interface TencentcloudOptions {
  world: TencentcloudWorld;
  /** For `new Mover(jobId, world, servers)`, one per DTS task. */
  servers: MoverServers;
  credentials: TencentCredentials;
  /** Replaces the real mover, for isolated tests of this service. */
  createMover?: (jobId: string) => TaskMover;
  /** Likewise replaces the check's steps, which inspect real servers. */
  runCheck?: RunCheck;
}

/**
 * Starts Tencent Cloud on loopback, each service on its own port as it has its own host in the cloud: DTS 2021-12-06,
 * TencentDB for MySQL 2017-03-20, VPC 2017-03-12, STS 2018-08-13.
 */
export async function startTencentcloud(options: TencentcloudOptions): Promise<TencentcloudServices> {
  const { world, servers, credentials } = options;
  const closing = new AbortController();
  const dts = new Dts(world, options.createMover ?? ((id) => new Mover(id, world, servers)), options.runCheck);
  const { secretId: id, secretKey: secret, token } = credentials;
  const keys = new KeyRing({ id, secret, token });
  const services = [
    dtsService(dts),
    cdbService(world, closing.signal),
    vpcService(world),
    stsService(credentials, keys),
  ];
  // A provider that is given a domain reaches the other services at the same address, by the host's first label.
  const beside = [tagService(world, credentials.accountId)];
  const apps = services.map((service) => serve(service, keys, world, service.name === "vpc" ? beside : []));
  for (const app of apps) installCallFaults(app, "tencentcloud", world);
  const urls = await Promise.all(apps.map((app) => app.listen({ host: "127.0.0.1", port: 0 })));
  return {
    services: [...services, ...beside],
    keys,
    endpoints: Object.fromEntries(services.map(({ name }, index) => [name, urls[index]])) as TencentcloudEndpoints,
    async close() {
      closing.abort(new Error("the sandbox closed"));
      await Promise.all(apps.map((app) => app.close()));
      await dts.close();
    },
  };
}
