import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { installCallFaults } from "../callFaults";
import type { Services } from "../cloud";
import { Mover } from "../mover/mover";
import type { MoverServers } from "../mover/servers";
import { addActions } from "./drs/actions";
import { Drs } from "./drs/drs";
import type { TaskMover } from "./drs/job";
import type { RunPrecheck } from "./drs/precheck/run";
import { addReading } from "./drs/reading";
import { drsStyle } from "./drs/refusals";
import { addV5 } from "./drs/routesV5";
import type { HuaweicloudWorld } from "./facts";
import { addIam, iamStyle } from "./iam";
import { addRds, rdsStyle } from "./rds/instances";
import { type HuaweiCredentials, installGateway, newRequestId, Service } from "./service";
import { addBandwidths } from "./vpc/bandwidths";
import { EipBook } from "./vpc/eipBook";
import { addEips } from "./vpc/eips";
import { GroupBook } from "./vpc/groupBook";
import { addGroups } from "./vpc/groups";
import { addNetworks } from "./vpc/networks";
import { addQuotas } from "./vpc/quotas";
import { addRules } from "./vpc/rules";
import { eipStyle } from "./vpc/styles";
import { addTags } from "./vpc/tags";

export type HuaweicloudEndpoints = { drs: string; vpc: string; rds: string; iam: string };
export type HuaweicloudServices = Services<HuaweicloudEndpoints>;

export interface HuaweicloudOptions {
  world: HuaweicloudWorld;
  /** For `new Mover(taskId, world, servers)`, one per DRS task. */
  servers: MoverServers;
  credentials: HuaweiCredentials;
  /** Replaces the real mover, for tests of this service alone. */
  createMover?: (taskId: string) => TaskMover;
  /** Replaces the precheck items that inspect real servers, likewise. */
  runPrecheck?: RunPrecheck;
}

/**
 * Starts Huawei Cloud on a free port of 127.0.0.1: DRS v3 and v5, VPC and EIP v1, v2.0 and v3, RDS v3 and IAM v3, each under its own prefix.
 * Endpoints have no trailing slash, as the official Node SDK requires.
 */
export async function startHuaweicloud(options: HuaweicloudOptions): Promise<HuaweicloudServices> {
  const { world, servers, credentials } = options;
  const { region, projectId } = credentials;
  const createMover = options.createMover ?? ((id: string) => new Mover(id, world, servers));
  const app = Fastify({
    genReqId: newRequestId,
    requestIdHeader: false,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  installCallFaults(app, "huaweicloud", world);
  installGateway(app, credentials, world.calls);

  const drs = new Drs(world, credentials, createMover, options.runPrecheck);
  const replication = new Service(app, "/drs", drsStyle, credentials);
  addReading(replication, drs);
  addActions(replication, drs);
  addV5(replication, drs);

  const network = new Service(app, "/vpc", eipStyle, credentials);
  const eips = new EipBook(world, region, projectId);
  addEips(network, eips);
  addTags(network, "publicips", eips);
  addBandwidths(network, eips);
  addRules(network, world, projectId);
  const groups = new GroupBook(world, region, projectId);
  addGroups(network, groups);
  addTags(network, "security-groups", groups);
  addNetworks(network, world, region, projectId);
  addQuotas(network, world, region);

  addRds(new Service(app, "/rds", rdsStyle, credentials), world, region);
  addIam(new Service(app, "/iam", iamStyle, credentials), credentials);

  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  return {
    endpoints: { drs: `${base}/drs`, vpc: `${base}/vpc`, rds: `${base}/rds`, iam: `${base}/iam` },
    close: async () => {
      await app.close();
      await drs.close();
    },
  };
}
