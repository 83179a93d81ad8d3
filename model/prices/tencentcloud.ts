import type { Price } from "./price";

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
];
