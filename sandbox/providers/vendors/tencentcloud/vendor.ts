import { ProviderError, type Vendor } from "../../handler";

/** The stand-in calls no HTTP API of Tencent Cloud: its resources are kept in the generic store. */
export function tencentcloudVendor(env: NodeJS.ProcessEnv): Vendor {
  return {
    bridge: "dynamic",
    configure(config) {
      const id = config["secretId"] || env["TENCENTCLOUD_SECRET_ID"];
      const key = config["secretKey"] || env["TENCENTCLOUD_SECRET_KEY"];
      if (!id || !key) throw new ProviderError("Please set your `secret_id` and `secret_key`.\n");
    },
    handler: () => undefined,
    functions: {},
  };
}
