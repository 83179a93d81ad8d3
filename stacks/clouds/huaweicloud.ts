import { Provider } from "@pulumi/huaweicloud";
import type { CloudProvider } from "./cloudProvider";

export const huaweicloud: CloudProvider<"huaweicloud"> = {
  provider: (name, { region, account }, settings) =>
    new Provider(name, {
      region,
      ...(account ? { profile: account } : {}),
      skipCheckWebsiteType: true,
      ...(settings?.projectId ? { projectId: settings.projectId } : {}),
      ...(settings?.endpoints
        ? { endpoints: { ...settings.endpoints }, authUrl: `${settings.endpoints.iam.replace(/\/+$/, "")}/v3` }
        : {}),
    }),
  section: ({ region }, settings) => ({ region, projectId: settings?.projectId, endpoints: settings?.endpoints }),
};
