import { Provider } from "@pulumi/tencentcloud";
import type { CloudProvider } from "./cloudProvider";

export const tencentcloud: CloudProvider<"tencentcloud"> = {
  inputs: ({ region, account }, settings) => ({
    region,
    ...(account ? { profile: account } : {}),
    // The vendor's provider takes one domain for all services: `vpc.<domain>`, `cdb.<domain>`.
    ...(settings ? domainOf(settings.endpoints.vpc) : {}),
  }),
  provider: (name, inputs) => new Provider(name, inputs),
  section: ({ region, account }, settings) => ({ region, ...(account ? { account } : {}), ...(settings ?? {}) }),
};

function domainOf(endpoint: string): { protocol: string; domain: string } {
  const { protocol, host } = new URL(endpoint);
  return { protocol: protocol === "http:" ? "HTTP" : "HTTPS", domain: host.replace(/^vpc\./, "") };
}
