import type { CloudApi, KnownHere, OpeningsRead } from "../../core/clouds";
import { messageOf } from "../../core/failure";
import { once } from "../../core/once";
import type { CloudModule } from "../module";
import { partsOfVpn } from "../vpnParts";
import { allowlistApi, portOf } from "./allowlist";
import { TencentClient } from "./client";
import { TENCENTCLOUD_VARIABLES, type TencentcloudConfig, tencentcloudConfig } from "./config";
import { publicGuard, serviceGuard } from "./guard";
import { instance } from "./instances";
import { closeTencentcloud, tencentcloudOpenings } from "./openings";
import { quota } from "./quotas";
import { policiesOf } from "./securityGroups";
import { closeVpn } from "./vpn/closing";
import { vpnLacks } from "./vpn/needs";
import { isVpnKind, readsVpn, readVpn, vpnOpenings } from "./vpn/openings";
import { vpnProblems } from "./vpn/plan";
import { tunnelHop } from "./vpn/tunnel";

export const tencentcloud: CloudModule<TencentcloudConfig> = {
  config: tencentcloudConfig,
  secrets: ["secretKey", "securityToken"],
  variables: TENCENTCLOUD_VARIABLES,
  connect,
};

function connect(config: TencentcloudConfig): CloudApi {
  const client = once(() => new TencentClient(config));
  return {
    instance: (side, query) => instance(client(), side, query),
    quota: (query) => quota(client(), query),
    leftover: async (query) =>
      query.kind === "vpn" ? partsOfVpn(client().region, query, (known) => readVpn(client(), known)) : undefined,
    lacks: async (need) => vpnLacks(client(), need),
    openings: (known) => openings(client(), known),
    close: (opening) => (isVpnKind(opening.kind) ? closeVpn : closeTencentcloud)(client(), opening),
    vpn: (query) => vpnProblems(client(), query),
    tunnel: (query) => tunnelHop(client(), query),
    // Its own service reaches a target inside the cloud, and a source over a private path; any other comes through the public endpoint.
    guard: async (look) =>
      look.side === "target" || look.path === "vpc"
        ? serviceGuard(look)
        : publicGuard(look, async (id) => guarding(client(), id)),
    get allowlists() {
      return allowlistApi(client());
    },
  };
}

/** What the groups have shown is kept when VPNs cannot be read. */
async function openings(client: TencentClient, known: KnownHere | undefined): Promise<OpeningsRead> {
  const groups = await tencentcloudOpenings(client, known);
  if (!readsVpn(known)) return groups;
  const tunnels = await vpnOpenings(client, known).catch((error: unknown) => ({
    found: [],
    unread: [`VPNs could not be read: ${messageOf(error)}`],
  }));
  return { found: [...groups.found, ...tunnels.found], unread: [...groups.unread, ...tunnels.unread] };
}

async function guarding(client: TencentClient, id: string) {
  const port = await portOf(client, id);
  return { policies: (await policiesOf(client, id)).flatMap(({ ingress }) => ingress), port };
}
