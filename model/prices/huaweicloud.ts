import type { Price } from "./price";

const DRS = {
  document: "Huawei Cloud DRS, Pay-per-Use Billing",
  url: "https://support.huaweicloud.com/intl/en-us/price-drs/drs_00_0006.html",
  read: "2026-11-30",
};
const EIP = {
  document: "Huawei Cloud EIP, Billing (2024-04-08)",
  url: "https://support.huaweicloud.com/intl/en-us/productdesc-eip/eip_price_0001.html",
  read: "2026-11-30",
};
const VPN = {
  document: "Huawei Cloud VPN, Pay-Per-Use Billing",
  url: "https://support.huaweicloud.com/intl/en-us/price-vpn/vpn_price_00005.html",
  read: "2026-11-30",
};
const BY_REGION = "the page has no figure: it refers to the price details, which differ by region";

export const huaweicloud: readonly Price[] = [
  {
    id: "drs.hour",
    what: "the task of Huawei DRS",
    unit: "hour",
    list: { notPriced: "the page has no figure: it refers to a calculator, by size and region" },
    says: "by the second, from the start of the task to its end, even while it has failed",
    evidence: DRS,
  },
  {
    id: "drs.gb",
    what: "data that Huawei DRS moves over the public network",
    unit: "GB",
    list: { notPriced: "the page has no figure: it refers to a calculator" },
    says: "fees for processing and traffic over the public network, besides the configuration",
    evidence: DRS,
  },
  {
    id: "drs-check.gb",
    what: "the comparison by Huawei DRS",
    unit: "GB",
    list: { notPriced: "no page of the vendor was found that prices it" },
    says: "nothing was read about it",
  },
  {
    id: "huawei-eip.hour",
    what: "an EIP that is bound to nothing",
    unit: "hour",
    list: { notPriced: BY_REGION },
    atTimes: true,
    says: "reserved for as long as it is bound to nothing; bound to a task or a gateway, it costs nothing by the hour",
    evidence: EIP,
  },
  {
    id: "huawei-eip.gb",
    what: "data that leaves Huawei Cloud through an EIP",
    unit: "GB",
    list: { notPriced: BY_REGION },
    says: "traffic that goes out of the cloud; rows that a task reads from elsewhere come in",
    evidence: EIP,
  },
  {
    id: "huawei-vpn.hour",
    what: "the VPN gateway",
    unit: "hour",
    list: { notPriced: BY_REGION },
    says: "by the second, from its creation to its removal",
    evidence: VPN,
  },
  {
    id: "huawei-vpn-connection.hour",
    what: "a connection of the VPN",
    unit: "hour",
    list: { notPriced: BY_REGION },
    says: "by connection group, besides the gateway",
    evidence: VPN,
  },
  {
    id: "huawei-vpc.hour",
    what: "a security-group rule, a peering, a route or the entry of an on-premises device",
    unit: "hour",
    list: { notPriced: "no page of the vendor was found that says what it costs, or that it costs nothing" },
    says: "nothing was read about it",
  },
];
