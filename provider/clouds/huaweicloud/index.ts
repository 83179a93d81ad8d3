import type { CloudApi } from "../../core/clouds";
import { HandOver } from "../../core/handOver";
import { once } from "../../core/once";
import type { Login } from "../../core/taskSpec";
import type { CloudModule } from "../module";
import { allowlistApi } from "./allowlist";
import { HuaweiClient } from "./client";
import { HUAWEICLOUD_VARIABLES, type HuaweicloudConfig, huaweicloudConfig, projectOf } from "./config";
import { securityGroupGuard } from "./guard";
import { instance, placeOf } from "./instances";
import { adoptable, leftover } from "./leftovers";
import { groupsOfMachine, machine } from "./machines";
import { type HandOvers, inPlaceOf, lacks } from "./needs";
import { closeHuaweicloud, huaweicloudOpenings } from "./openings";
import { connection, connectionProblems } from "./peering";
import { quota } from "./quotas";
import { securityGroupRules } from "./securityGroups";
import { tunnelHop } from "./tunnel";
import { vpnProblems } from "./vpnPlan";

export const huaweicloud: CloudModule<HuaweicloudConfig> = {
  config: huaweicloudConfig,
  secrets: ["secretKey", "securityToken"],
  variables: HUAWEICLOUD_VARIABLES,
  regional: ["projectId"],
  part: (config) => {
    const project = projectOf(config);
    return project && `project ${project}`;
  },
  connect,
};

function connect(config: HuaweicloudConfig): CloudApi {
  const client = once(() => new HuaweiClient(config));
  const handOvers: HandOvers = { eips: new HandOver(), rules: new HandOver() };
  return {
    instance: (side, query) => (query["machine"] === true ? machine : instance)(client(), side, query),
    quota: (query) => quota(client(), query),
    leftover: (query) => leftover(client(), query, handOvers),
    adoptable: (query, id) => adoptable(client(), query, id),
    lacks: (need) => lacks(client(), need, handOvers),
    inPlaceOf: (need, owner) => inPlaceOf(client(), need, owner),
    openings: async (known) => huaweicloudOpenings(client(), known),
    close: (opening) => closeHuaweicloud(client(), opening),
    connectionProblems: (query) => connectionProblems(client(), query),
    connection: (query) => connection(client(), query),
    vpn: (query) => vpnProblems(client(), query),
    tunnel: (query) => tunnelHop(client(), query),
    guard: (look) =>
      securityGroupGuard(
        look,
        (group) => securityGroupRules(client(), group),
        async (login) => groupsOf(client(), login),
      ),
    get allowlists() {
      return allowlistApi(client());
    },
  };
}

/** Somebody may have given the server other groups than the migration names. */
async function groupsOf(client: HuaweiClient, login: Login): Promise<string[] | undefined> {
  const { instanceId, machineId, host, subnetId, securityGroupId } = login;
  if (machineId !== undefined) return groupsOfMachine(client, { machineId, address: host, subnetId });
  if (instanceId !== undefined) return [(await placeOf(client, instanceId)).group];
  return securityGroupId === undefined ? undefined : [securityGroupId];
}
