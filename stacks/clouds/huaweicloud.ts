import { Provider } from "@pulumi/huaweicloud";
import type { CloudSettings } from "../../model/spec/clouds";
import type { CloudProvider } from "./cloudProvider";

export const huaweicloud: CloudProvider<"huaweicloud"> = {
  inputs: ({ region, account }, settings) => ({
    region,
    ...(account ? { profile: account } : {}),
    skipCheckWebsiteType: true,
    ...(projectIn(region, settings) ? { projectId: projectIn(region, settings) } : {}),
    ...(settings?.endpoints
      ? { endpoints: { ...settings.endpoints }, authUrl: `${settings.endpoints.iam.replace(/\/+$/, "")}/v3` }
      : {}),
  }),
  provider: (name, inputs) => new Provider(name, inputs),
  section: ({ region, account }, settings) => ({
    region,
    ...(account ? { account } : {}),
    projectId: settings?.projectId,
    ...(settings?.projects ? { projects: settings.projects } : {}),
    endpoints: settings?.endpoints,
  }),
};

/** An account has a separate project in each region. */
function projectIn(region: string, settings: CloudSettings["huaweicloud"]): string | undefined {
  return settings?.projects?.[region] ?? settings?.projectId;
}
