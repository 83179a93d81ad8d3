import type { OwnRange } from "../facts";
import { wideOf } from "../published";

/**
 * "Add the CIDR blocks of DTS servers to the security settings of on-premises databases" (84900), in its edition of
 * 2021-03-16, the last one in the vendor's public repository of documents (github.com/AlibabaCloudDocs/dts). The
 * service itself lists the ranges of today (WhiteIpList), and only those are let in.
 */
const PAGE = {
  source: "Alibaba Cloud DTS, CIDR blocks of DTS servers for on-premises databases (84900), edition of 2021-03-16",
  date: "2026-11-30",
};

/** Every range from which DTS connects over a private way; each region uses parts of it. */
export const DTS_RANGE = "100.104.0.0/16";

/** Parts of `DTS_RANGE` for servers that are reached over Express Connect, VPN Gateway, Smart Access Gateway or CEN. */
const PRIVATE: Readonly<Record<string, readonly string[]>> = {
  "cn-hangzhou": ["100.104.52.0/24", "100.104.61.128/26", "100.104.244.64/26", "100.104.216.192/26"],
  "cn-shanghai": ["100.104.205.0/24", "100.104.226.128/26"],
  "cn-qingdao": ["100.104.72.0/24", "100.104.35.192/26"],
  "cn-beijing": ["100.104.183.0/24", "100.104.236.128/26", "100.104.227.192/26", "100.104.128.192/26"],
  "cn-zhangjiakou": ["100.104.175.0/24"],
  "cn-huhehaote": ["100.104.72.0/24"],
  "cn-shenzhen": ["100.104.75.64/26", "100.104.235.192/26", "100.104.205.0/24"],
  "cn-hongkong": ["100.104.233.0/24", "100.104.177.192/26"],
  "ap-southeast-1": ["100.104.188.0/24", "100.104.207.128/26"],
  "ap-southeast-3": ["100.104.5.0/24"],
  "ap-southeast-5": ["100.104.175.0/24"],
  "ap-northeast-1": ["100.104.112.0/24"],
  "us-west-1": ["100.104.175.0/24"],
  "us-east-1": ["100.104.233.0/24"],
  "eu-central-1": ["100.104.5.0/24"],
  "eu-west-1": ["100.104.133.64/26", "100.104.207.128/26"],
  "me-east-1": ["100.104.205.0/24"],
};

/**
 * From where tasks connect over a private way. The vendor adds servers: what a tunnel carries should be the whole range, and what the service
 * lists at the time is let in.
 */
export const OVER_A_PRIVATE_WAY: OwnRange = {
  block: DTS_RANGE,
  published: (region) => PRIVATE[region],
  ...PAGE,
};

/** Of the ranges on the page, those that are wider than a /24: three of Shenzhen, for the internet, and `DTS_RANGE`. */
export const WIDE_RANGES = [
  ...wideOf(["112.74.0.0/16", "120.24.0.0/16", "120.25.0.0/16"], { ...PAGE, regions: ["cn-shenzhen"] }),
  ...wideOf([DTS_RANGE], PAGE),
];
