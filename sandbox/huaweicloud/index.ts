import type { Services } from "../cloud";
import { Mover } from "../mover/mover";
import type { MoverServers } from "../mover/servers";
import { KeyRing } from "../world/keyRing";
import { addAgencies } from "./agencies";
import { addActions } from "./drs/actions";
import { addComparisons } from "./drs/compare/routes";
import { Drs } from "./drs/drs";
import type { TaskMover } from "./drs/job";
import type { RunPrecheck } from "./drs/precheck/run";
import { addReading } from "./drs/reading";
import { drsStyle } from "./drs/refusals";
import { addV5 } from "./drs/routesV5";
import type { HuaweicloudWorld } from "./facts";
import { addIam, iamStyle } from "./iam";
import { addRds, rdsStyle } from "./rds/instances";
import { type ErrorStyle, type HuaweiCredentials, Service } from "./service";
import { addBandwidths } from "./vpc/bandwidths";
import { EipBook } from "./vpc/eipBook";
import { addEips } from "./vpc/eips";
import { GroupBook } from "./vpc/groupBook";
import { addGroups } from "./vpc/groups";
import { addNetworks } from "./vpc/networks";
import { addPeerings } from "./vpc/peerings";
import { addQuotas } from "./vpc/quotas";
import { addRouteTables } from "./vpc/routeTables";
import { addRules } from "./vpc/rules";
import { eipStyle } from "./vpc/styles";
import { addTags } from "./vpc/tags";
import { addVpn } from "./vpn";
import { vpnStyle } from "./vpn/style";

export type HuaweicloudEndpoints = { drs: string; vpc: string; vpn: string; rds: string; iam: string };
export interface HuaweicloudServices extends Services<HuaweicloudEndpoints> {
  /** By service: how each call treats its input fields. */
  verdicts: Record<string, Service["verdicts"]>;
  keys: KeyRing;
}

export interface HuaweicloudOptions {
  world: HuaweicloudWorld;
  /** For `new Mover(taskId, world, servers)`, one per DRS task. */
  servers: MoverServers;
  credentials: HuaweiCredentials;
  /** Replaces the real mover, for isolated tests of this service. */
  createMover?: (taskId: string) => TaskMover;
  /** Likewise replaces the precheck items, which inspect real servers. */
  runPrecheck?: RunPrecheck;
}

/**
 * Starts Huawei Cloud on free ports of 127.0.0.1, one per service: DRS v3 and v5, VPC and EIP v1, v2.0 and v3, VPN v5,
 * RDS v3 and IAM v3.
 */
export async function startHuaweicloud(options: HuaweicloudOptions): Promise<HuaweicloudServices> {
  const { world, servers, credentials } = options;
  const { region, projectId } = credentials;
  const createMover = options.createMover ?? ((id: string) => new Mover(id, world, servers));
  const keys = new KeyRing({ id: credentials.accessKey, secret: credentials.secretKey });
  const service = (name: string, style: ErrorStyle) => new Service(name, style, credentials, world, keys);

  const drs = new Drs(world, credentials, createMover, options.runPrecheck);
  const replication = service("drs", drsStyle);
  addReading(replication, drs);
  addActions(replication, drs);
  addComparisons(replication, drs);
  addV5(replication, drs);

  const network = service("vpc", eipStyle);
  const eips = new EipBook(world, region, projectId);
  addEips(network, eips);
  addTags(network, "publicips", eips);
  addBandwidths(network, eips);
  addRules(network, world, projectId);
  const groups = new GroupBook(world, region, projectId);
  addGroups(network, groups);
  addTags(network, "security-groups", groups);
  addNetworks(network, world, region, projectId);
  addPeerings(network, world, region, projectId);
  addRouteTables(network, world, region, projectId);
  addQuotas(network, world, region);

  const databases = service("rds", rdsStyle);
  addRds(databases, world, region);
  const identities = service("iam", iamStyle);
  addIam(identities, credentials);
  addAgencies(identities, keys);

  const tunnels = service("vpn", vpnStyle);
  addVpn(tunnels, world, region);

  const services = [replication, network, databases, identities, tunnels];
  const [drsUrl, vpc, rds, iam, vpn] = (await Promise.all(services.map((one) => one.listen()))) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    endpoints: { drs: drsUrl, vpc, vpn, rds, iam },
    keys,
    verdicts: Object.fromEntries(services.map((one) => [one.name, one.verdicts])),
    close: async () => {
      await Promise.all(services.map((one) => one.close()));
      await drs.close();
    },
  };
}
