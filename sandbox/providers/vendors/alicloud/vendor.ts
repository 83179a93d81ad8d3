import { isObject, type Values } from "../../../../plugin/values";
import { type Handler, ProviderError, type Vendor } from "../../handler";
import { ConnectionHandler } from "./connection";
import { InstanceHandler } from "./instance";
import { RdsService } from "./rdsService";
import { RDS, RpcClient, VPC } from "./rpcClient";
import { vpnHandler } from "./vpn";
import { VpnService } from "./vpn/service";

/** @param env source of credentials missing from the configuration, as for the vendor's provider */
export function alicloudVendor(env: NodeJS.ProcessEnv): Vendor {
  let rds: RdsService | undefined;
  let vpn: VpnService | undefined;
  const service = () => {
    if (!rds) throw new ProviderError("the provider alicloud is not configured");
    return rds;
  };
  return {
    bridge: "classic",
    configure(config) {
      const first = (name: string, ...variables: string[]) =>
        String(config[name] || variables.map((one) => env[one]).find((one) => one) || "");
      const accessKey = first("accessKey", "ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID");
      const secretKey = first("secretKey", "ALICLOUD_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET");
      if (!accessKey || !secretKey) {
        throw new ProviderError(
          "configuring Terraform Alibaba Cloud Provider: no valid credential sources for Terraform Alibaba Cloud Provider found.\n\nSet accessKey and secretKey of the provider, or ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
        );
      }
      const region = first("region", "ALICLOUD_REGION", "ALIBABA_CLOUD_REGION") || "cn-beijing";
      const client = (of: typeof RDS) =>
        new RpcClient({ endpoint: endpointOf(config, of.name), accessKey, secretKey, region, service: of });
      rds = new RdsService(client(RDS));
      // Programs that know no such service keep the parts of their VPNs in the generic store.
      vpn = endpointOf(config, VPC.name) ? new VpnService(client(VPC)) : undefined;
    },
    handler(token): Handler | undefined {
      if (token === "alicloud:rds/connection:Connection") return new ConnectionHandler(service());
      if (token === "alicloud:rds/instance:Instance") return new InstanceHandler(service());
      return vpn && vpnHandler(token, vpn);
    },
    functions: {},
  };
}

/** `endpoints: [{rds: "127.0.0.1:8080"}]` with `protocol: "HTTP"`. */
function endpointOf(config: Values, service: string): string {
  const list = config["endpoints"];
  const given = (Array.isArray(list) ? list : []).find((one) => isObject(one) && one[service]);
  const host = isObject(given) ? String(given[service]) : "";
  if (!host) return "";
  return `${config["protocol"] === "HTTP" ? "http" : "https"}://${host}`;
}
