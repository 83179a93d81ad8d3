import type { Price } from "./price";

const DTS = {
  document: "Alibaba Cloud DTS, Billable items",
  url: "https://www.alibabacloud.com/help/en/data-transmission-service/latest/billable-items",
  read: "2026-11-30",
};
const CHECK = {
  document: "Alibaba Cloud DTS, Billing of data verification (2024-07-19)",
  url: "https://www.alibabacloud.com/help/en/dts/user-guide/billing-method-of-data-verification",
  read: "2026-11-30",
};
const ENDPOINT = {
  document: "ApsaraDB RDS for MySQL, Request or release a public endpoint (2026-06-02)",
  url: "https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/apply-for-or-release-a-public-endpoint-for-an-apsaradb-rds-for-mysql-instance",
  read: "2026-11-30",
};
const VPN = {
  document: "Alibaba Cloud VPN Gateway, Billing of SSL-VPN and IPsec-VPN (2026-03-17)",
  url: "https://www.alibabacloud.com/help/en/vpn/view-bills-for-ssl-vpn",
  read: "2026-12-01",
};

export const alicloud: readonly Price[] = [
  {
    id: "alibaba-dts.hour",
    what: "the task of Alibaba DTS",
    unit: "hour",
    list: { notPriced: "the page on billable items has no figure: it refers to a price page by class and region" },
    atTimes: true,
    says: "only while changes are replicated; the structure and the full load cost nothing, nor does the time in which the replication has failed",
    evidence: DTS,
  },
  {
    id: "alibaba-dts.gb",
    what: "data that Alibaba DTS moves into Alibaba Cloud, or within it",
    unit: "GB",
    list: "free",
    says: "inbound traffic, and traffic within Alibaba Cloud, are not charged",
    evidence: DTS,
  },
  {
    id: "alibaba-dts-check.gb",
    what: "the comparison by Alibaba DTS, to a target in the Chinese mainland",
    unit: "GB",
    list: { amount: 0.0857, currency: "USD" },
    says: "what is compared by its hash, each time; a comparison that failed costs nothing",
    evidence: CHECK,
  },
  {
    id: "alibaba-dts-check-abroad.gb",
    what: "the comparison by Alibaba DTS, to a target outside the Chinese mainland",
    unit: "GB",
    list: { amount: 0.1114, currency: "USD" },
    says: "what is compared by its hash, each time; a comparison that failed costs nothing",
    evidence: CHECK,
  },
  {
    id: "alibaba-rds-list.hour",
    what: "an entry in the allowlist of an RDS instance",
    unit: "hour",
    list: { notPriced: "no page of the vendor was found that says what it costs, or that it costs nothing" },
    says: "nothing was read about it",
  },
  {
    id: "alibaba-rds-endpoint.hour",
    what: "the public endpoint of the instance",
    unit: "hour",
    list: "free",
    says: "public endpoints are free",
    evidence: ENDPOINT,
  },
  {
    id: "alibaba-rds-endpoint.gb",
    what: "data that leaves Alibaba RDS through its public endpoint",
    unit: "GB",
    list: "free",
    says: "traffic through the public endpoint is free in both directions",
    evidence: ENDPOINT,
  },
  {
    id: "alibaba-vpn.hour",
    what: "the VPN gateway",
    unit: "hour",
    list: {
      notPriced:
        "the page has a figure for each region and bandwidth, such as 0.209 USD for 100 Mbit/s in the Chinese mainland, and says that the purchase page prevails",
    },
    says: "by the hour, each that has begun, from its creation to its removal; on the Chinese site it is sold by the month only",
    evidence: VPN,
  },
  {
    id: "alibaba-vpn.gb",
    what: "data that leaves Alibaba Cloud through the VPN gateway",
    unit: "GB",
    list: { notPriced: "the figure differs by region" },
    says: "traffic that goes out of the cloud; rows that a task reads from elsewhere come in",
    evidence: VPN,
  },
  {
    id: "alibaba-vpn-parts.hour",
    what: "a connection of the VPN, a route or the entry of an on-premises device",
    unit: "hour",
    list: {
      notPriced: "the page on billing names the gateway and its traffic, and does not say that these cost nothing",
    },
    says: "nothing was read about it",
    evidence: VPN,
  },
];
