import type { CloudApi } from "../../core/clouds";
import { HandOver } from "../../core/handOver";
import { once } from "../../core/once";
import type { CloudModule } from "../module";
import { allowlistApi } from "./allowlist";
import { backupObstacles } from "./backups";
import { Alicloud } from "./client";
import { ALICLOUD_VARIABLES, type AlicloudConfig, alicloudConfig } from "./config";
import { allowlistGuard } from "./guard";
import { type EndpointReading, instance } from "./instances";
import { adoptable, leftover } from "./leftovers";
import { lacks } from "./needs";
import { alicloudOpenings, closeAlicloud } from "./openings";

export const alicloud: CloudModule<AlicloudConfig> = {
  config: alicloudConfig,
  secrets: ["secretKey", "securityToken"],
  variables: ALICLOUD_VARIABLES,
  connect,
};

function connect(config: AlicloudConfig): CloudApi {
  const client = once(() => new Alicloud(config));
  const reading: EndpointReading = new HandOver();
  const region = () => {
    if (config.region) return config.region;
    throw new Error("alicloud.region: missing; set it or ALIBABA_CLOUD_REGION_ID");
  };
  const mayLook = !!config.accessKey && !!config.secretKey;
  return {
    instance: (side, query) => instance(client(), side, query, reading),
    leftover: (query) => leftover(client(), query, reading),
    adoptable: (query, id) => adoptable(client(), query, id),
    lacks: (need) => lacks(client(), need, reading),
    openings: async (known) => alicloudOpenings(client(), region(), known),
    backupObstacles: async (instanceId) => backupObstacles(client(), region(), instanceId),
    close: (opening) => closeAlicloud(client(), opening),
    guard: (look) =>
      allowlistGuard(look, async (given, instanceId) => {
        const where = given ?? config.region;
        if (!where || !mayLook) return undefined;
        const groups = await allowlistApi(client(), where).groups(instanceId);
        return Object.fromEntries(groups.map(({ name, entries }) => [name, entries]));
      }),
    get allowlists() {
      return allowlistApi(client(), region());
    },
  };
}
