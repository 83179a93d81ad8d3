import type { Cloud } from "../places";

/** A domain under which a vendor serves its APIs, and where the vendor says so. */
export interface ApiDomain {
  suffix: string;
  source: string;
}

/**
 * Where each cloud's APIs are. Under some of these domains customers have names too (buckets, database endpoints), so that a suffix
 * alone is not enough: the first label has to be the service's own.
 */
export const API_DOMAINS: Record<Cloud, readonly ApiDomain[]> = {
  alicloud: [
    {
      suffix: "aliyuncs.com",
      source: "https://www.alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-endpoint",
    },
  ],
  huaweicloud: [
    { suffix: "myhuaweicloud.com", source: "https://developer.huaweicloud.com/intl/en-us/endpoint" },
    { suffix: "myhuaweicloud.eu", source: "https://developer.huaweicloud.com/eu/endpoint" },
  ],
  tencentcloud: [{ suffix: "tencentcloudapi.com", source: "https://www.tencentcloud.com/document/product/236/15832" }],
};

/** Names of a service in front of those domains; `-vpc` is Alibaba Cloud's endpoint inside a VPC. */
export function serviceLabels(cloud: Cloud, service: string): readonly string[] {
  return cloud === "alicloud" ? [service, `${service}-vpc`] : [service];
}
