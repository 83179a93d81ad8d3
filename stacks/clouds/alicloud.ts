import { Provider } from "@pulumi/alicloud/provider";
import type { CloudProvider } from "./cloudProvider";

export const alicloud: CloudProvider<"alicloud"> = {
  inputs: ({ region, account }, settings) => ({
    region,
    ...(account ? { profile: account } : {}),
    // Otherwise the provider asks the billing service which site the account belongs to.
    accountType: "Domestic",
    ...(settings
      ? {
          protocol: new URL(settings.endpoints.rds).protocol === "http:" ? "HTTP" : "HTTPS",
          endpoints: [{ rds: new URL(settings.endpoints.rds).host }],
        }
      : {}),
  }),
  provider: (name, inputs) => new Provider(name, inputs),
  section: ({ region, account }, settings) => ({ region, ...(account ? { account } : {}), ...(settings ?? {}) }),
};
