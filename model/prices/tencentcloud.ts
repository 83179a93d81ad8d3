import type { Price } from "./price";

const VPN = {
  document: "Tencent Cloud VPN Connections, Billing Overview",
  url: "https://www.tencentcloud.com/document/product/1037/32685",
  read: "2026-12-01",
};
const VPC = {
  document: "Tencent Cloud VPC, Billing & Pricing (2019-08-15)",
  url: "https://intl.cloud.tencent.com/document/product/215/3079",
  read: "2026-12-01",
};
const NOT_FOUND = "no page of the vendor with a figure was found";

export const tencentcloud: readonly Price[] = [
  {
    id: "tencent-dts.hour",
    what: "the task of Tencent DTS",
    unit: "hour",
    list: { notPriced: NOT_FOUND },
    says: "nothing was read about it; the specification of the task determines it",
  },
  {
    id: "tencent-dts.gb",
    what: "data that Tencent DTS moves into Tencent Cloud",
    unit: "GB",
    list: { notPriced: NOT_FOUND },
    says: "nothing was read about it",
  },
  {
    id: "tencent-dts-check.gb",
    what: "the comparison by Tencent DTS",
    unit: "GB",
    list: { notPriced: NOT_FOUND },
    says: "nothing was read about it",
  },
  {
    id: "tencentdb-endpoint.gb",
    what: "data that leaves TencentDB through its public endpoint",
    unit: "GB",
    list: { notPriced: NOT_FOUND },
    says: "nothing was read about it",
  },
  {
    id: "tencent-vpc.hour",
    what: "a security-group rule of Tencent Cloud",
    unit: "hour",
    list: { notPriced: NOT_FOUND },
    says: "nothing was read about it",
  },
  {
    id: "tencent-vpn.hour",
    what: "the VPN gateway",
    unit: "hour",
    list: {
      notPriced:
        "it differs by region and bandwidth: on the page, 0.08 to 0.12 USD up to 100 Mbit/s, 0.46 to 0.78 USD from 200 to 1000, 0.6 to 0.9 USD for 3000",
    },
    says: "by the hour, one hour at least, from its creation to its removal",
    evidence: VPN,
  },
  {
    id: "tencent-vpn.gb",
    what: "data that leaves Tencent Cloud through the VPN gateway",
    unit: "GB",
    list: { notPriced: "the page has no figure: it refers to the prices of public traffic" },
    says: "traffic that goes out of the gateway; rows that a task reads from on premises come in",
    evidence: VPN,
  },
  {
    id: "tencent-vpn-parts.hour",
    what: "a connection or a route of the VPN, or the entry of the on-premises device",
    unit: "hour",
    list: "free",
    says: "route tables, VPN tunnels and peer gateways are free of charge",
    evidence: VPC,
  },
];
