import type { EngineRegions, RouteRule } from "../facts";

export const regions: EngineRegions = {
  listed: [
    "cn-hangzhou",
    "cn-shanghai",
    "cn-qingdao",
    "cn-beijing",
    "cn-zhangjiakou",
    "cn-huhehaote",
    "cn-wulanchabu",
    "cn-shenzhen",
    "cn-heyuan",
    "cn-guangzhou",
    "cn-chengdu",
    "cn-hongkong",
    "ap-southeast-1",
    "ap-southeast-3",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ap-northeast-1",
    "ap-northeast-2",
    "us-west-1",
    "us-east-1",
    "eu-central-1",
    "eu-west-1",
    "me-central-1",
    "me-east-1",
  ],
  ofSource: true,
  source: "Alibaba DTS, list of supported regions",
  date: "2026-11-30",
};

/** Whatever reaches it then, it is not what the service lists for its own network. */
export const oneRegion: RouteRule = {
  why: "Alibaba DTS reads a source of its own cloud in another region over the internet, by a public address",
  source: "Alibaba DTS, when a public IP address is required; cross-border and cross-region instances",
  date: "2026-11-30",
};
