import type { CloudApi } from "../../core/clouds";
import { messageOf } from "../../core/failure";
import { HandOver } from "../../core/handOver";
import { once } from "../../core/once";
import type { CloudModule } from "../module";
import { partsOfVpn } from "../vpnParts";
import { allowlistApi } from "./allowlist";
import { backupObstacles } from "./backups";
import { Alicloud } from "./client";
import { ALICLOUD_VARIABLES, type AlicloudConfig, alicloudConfig } from "./config";
import { securityGroupAllowlist } from "./ecs/allowlist";
import { EcsClient } from "./ecs/client";
import { machineGuard } from "./ecs/guard";
import { groupsOfMachine, machine } from "./ecs/machines";
import { closeRules, ecsOpenings } from "./ecs/openings";
import { readRules } from "./ecs/rules";
import { allowlistGuard } from "./guard";
import { type EndpointReading, instance } from "./instances";
import { adoptable, leftover } from "./leftovers";
import { lacks } from "./needs";
import { alicloudOpenings, closeAlicloud } from "./openings";
import { VpcClient } from "./vpn/client";
import { closeVpn } from "./vpn/closing";
import { vpnLacks } from "./vpn/needs";
import { isVpnKind, readsVpn, readVpn, vpnOpenings } from "./vpn/openings";
import { vpnProblems } from "./vpn/plan";
import { tunnelHop } from "./vpn/tunnel";

export const alicloud: CloudModule<AlicloudConfig> = {
  config: alicloudConfig,
  secrets: ["secretKey", "securityToken"],
  variables: ALICLOUD_VARIABLES,
  connect,
};

function connect(config: AlicloudConfig): CloudApi {
  const client = once(() => new Alicloud(config));
  const ecs = once(() => new EcsClient(config));
  const vpc = once(() => new VpcClient(config));
  const reading: EndpointReading = new HandOver();
  const region = () => {
    if (config.region) return config.region;
    throw new Error("alicloud.region: missing; set it or ALIBABA_CLOUD_REGION_ID");
  };
  return {
    instance: (side, query) =>
      query["machine"] === true ? machine(ecs(), side, query) : instance(client(), side, query, reading),
    leftover: (query) =>
      query.kind === "vpn"
        ? partsOfVpn(region(), query, (known) => readVpn(vpc(), known))
        : leftover(client(), query, reading),
    adoptable: (query, id) => adoptable(client(), query, id),
    lacks: (need) => (isVpnKind(need.kind) ? vpnLacks(vpc(), need) : lacks(client(), need, reading)),
    openings: async (known) => {
      const groups = await ecsOpenings(ecs(), known);
      // What the groups have shown is kept when the instances cannot be read.
      const servers = await alicloudOpenings(client(), region(), known).catch((error: unknown) => ({
        found: [],
        unread: [messageOf(error)],
      }));
      const tunnels = readsVpn(known)
        ? await vpnOpenings(vpc(), known).catch((error: unknown) => ({
            found: [],
            unread: [`VPNs could not be read: ${messageOf(error)}`],
          }))
        : { found: [], unread: [] };
      const all = [servers, groups, tunnels];
      return { found: all.flatMap(({ found }) => found), unread: all.flatMap(({ unread }) => unread) };
    },
    backupObstacles: async (instanceId) => backupObstacles(client(), region(), instanceId),
    close: (opening) => {
      if (isVpnKind(opening.kind)) return closeVpn(vpc(), opening);
      return opening.group ? closeRules(ecs(), opening) : closeAlicloud(client(), opening);
    },
    vpn: (query) => vpnProblems(vpc(), query),
    tunnel: (query) => tunnelHop(vpc(), query),
    guard: (look) =>
      look.login.machineId
        ? machineGuard(
            look,
            (group) => readRules(ecs(), group),
            async ({ machineId, host }) => groupsOfMachine(ecs(), machineId!, host),
          )
        : allowlistGuard(look, async (given, instanceId) => {
            const groups = await allowlistApi(client(), given ?? region()).groups(instanceId);
            return Object.fromEntries(groups.map(({ name, entries }) => [name, entries]));
          }),
    securityGroup: (at) => securityGroupAllowlist(ecs(), at),
    get allowlists() {
      return allowlistApi(client(), region());
    },
  };
}
