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
];
