import { Provider } from "@pulumi/alicloud/provider";
import type { CloudProvider } from "./cloudProvider";

/** Of the services in which the vendor's provider makes something: it finds the others by itself. */
function hostsOf({ rds, vpc }: { rds: string; vpc?: string | undefined }) {
  return { rds: new URL(rds).host, ...(vpc ? { vpc: new URL(vpc).host } : {}) };
}

export const alicloud: CloudProvider<"alicloud"> = {
  inputs: ({ region, account }, settings) => ({
    region,
    ...(account ? { profile: account } : {}),
    // Otherwise the provider asks the billing service which site the account belongs to.
    accountType: "Domestic",
    ...(settings
      ? {
          protocol: new URL(settings.endpoints.rds).protocol === "http:" ? "HTTP" : "HTTPS",
          endpoints: [hostsOf(settings.endpoints)],
        }
      : {}),
  }),
  provider: (name, inputs) => new Provider(name, inputs),
  section: ({ region, account }, settings) => ({ region, ...(account ? { account } : {}), ...(settings ?? {}) }),
};
