import type { CloudApi } from "../../core/clouds";
import { once } from "../../core/once";
import type { CloudModule } from "../module";
import { allowlistApi, portOf } from "./allowlist";
import { TencentClient } from "./client";
import { TENCENTCLOUD_VARIABLES, type TencentcloudConfig, tencentcloudConfig } from "./config";
import { publicGuard, serviceGuard } from "./guard";
import { instance } from "./instances";
import { closeTencentcloud, tencentcloudOpenings } from "./openings";
import { quota } from "./quotas";
import { policiesOf } from "./securityGroups";

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
    openings: (known) => tencentcloudOpenings(client(), known),
    close: (opening) => closeTencentcloud(client(), opening),
    // Its own service reaches a target inside the cloud; a source is reached through its public endpoint.
    guard: async (look) =>
      look.side === "target" ? serviceGuard(look) : publicGuard(look, async (id) => guarding(client(), id)),
    get allowlists() {
      return allowlistApi(client());
    },
  };
}

async function guarding(client: TencentClient, id: string) {
  const port = await portOf(client, id);
  return { policies: (await policiesOf(client, id)).flatMap(({ ingress }) => ingress), port };
}
