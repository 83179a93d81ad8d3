import { Provider as Alicloud } from "@pulumi/alicloud/provider";
import { Provider as Huaweicloud } from "@pulumi/huaweicloud";
import type { Providers } from "../components/shared/options";
import type { Migration } from "../model/spec";
import type { Clouds } from "../model/spec/clouds";
import { Provider as Dbferry } from "../provider/sdk";

/** One provider per cloud, in the region of its side. Their credentials come from the environment. */
export function providersFor(migration: Migration, clouds: Clouds): Required<Providers> {
  const { alicloud, huaweicloud } = clouds;
  return {
    alicloud: new Alicloud("alicloud", {
      region: migration.source.region,
      // Without it the provider asks the billing service which site the account belongs to.
      accountType: "Domestic",
      ...(alicloud
        ? {
            protocol: new URL(alicloud.endpoints.rds).protocol === "http:" ? "HTTP" : "HTTPS",
            endpoints: [{ rds: new URL(alicloud.endpoints.rds).host }],
          }
        : {}),
    }),
    huaweicloud: new Huaweicloud("huaweicloud", {
      region: migration.target.region,
      skipCheckWebsiteType: true,
      ...(huaweicloud?.projectId ? { projectId: huaweicloud.projectId } : {}),
      ...(huaweicloud?.endpoints
        ? { endpoints: { ...huaweicloud.endpoints }, authUrl: `${trimmed(huaweicloud.endpoints.iam)}/v3` }
        : {}),
    }),
    dbferry: new Dbferry("dbferry", {
      pollSeconds: clouds.pollSeconds,
      alicloud: { region: migration.source.region, ...(alicloud ?? {}) },
      huaweicloud: {
        region: migration.target.region,
        projectId: huaweicloud?.projectId,
        endpoints: huaweicloud?.endpoints,
      },
    }),
  };
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}
