import type { Call } from "./call";

/**
 * Every call of dbferry's own to Alibaba DTS, by the vendor's name. The client has no other: what is not here cannot be called.
 * RAM names an action like the call: https://www.alibabacloud.com/help/en/dts/developer-reference/api-dts-2020-01-01-ram
 */
const CALLS = {
  ConfigureDtsJob: { needs: ["dts:ConfigureDtsJob"], purposes: ["up"] },
  CreateDtsInstance: { needs: ["dts:CreateDtsInstance"], purposes: ["up"] },
  DeleteDtsJob: { needs: ["dts:DeleteDtsJob"], purposes: ["up", "clean"] },
  DescribeDataCheckTableDetails: { needs: ["dts:DescribeDataCheckTableDetails"], purposes: ["up"] },
  DescribeDtsJobDetail: { needs: ["dts:DescribeDtsJobDetail"], purposes: ["up", "audit", "clean"] },
  DescribeDtsJobs: { needs: ["dts:DescribeDtsJobs"], purposes: ["up", "audit", "clean"] },
  DescribePreCheckStatus: { needs: ["dts:DescribePreCheckStatus"], purposes: ["up"] },
  ModifyDtsJobName: { needs: ["dts:ModifyDtsJobName"], purposes: ["up"] },
  ModifyDtsJobPassword: { needs: ["dts:ModifyDtsJobPassword"], purposes: ["up"] },
  SkipPreCheck: { needs: ["dts:SkipPreCheck"], purposes: ["up"] },
  StartDtsJob: { needs: ["dts:StartDtsJob"], purposes: ["up"] },
  StopDtsJob: { needs: ["dts:StopDtsJob"], purposes: ["up", "clean"] },
  SuspendDtsJob: { needs: ["dts:SuspendDtsJob"], purposes: ["up"] },
  TagResources: { needs: ["dts:TagResources"], purposes: ["up"] },
  WhiteIpList: { needs: ["dts:WhiteIpList"], purposes: ["up", "clean"] },
} satisfies Record<string, Call>;

export type DtsCall = keyof typeof CALLS;
export const ALIBABA_DTS_CALLS: Readonly<Record<DtsCall, Call>> = CALLS;
