import type { CloudApi } from "../../core/clouds";
import { once } from "../../core/once";
import type { CloudModule } from "../module";
import { TencentClient } from "./client";
import { TENCENTCLOUD_VARIABLES, type TencentcloudConfig, tencentcloudConfig } from "./config";
import { serviceGuard } from "./guard";
import { instance } from "./instances";

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
    // A migration creates nothing in this cloud except its task, which the driver finds.
    openings: async () => ({ found: [], unread: [] }),
    guard: async (look) => serviceGuard(look),
  };
}
