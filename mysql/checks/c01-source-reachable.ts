import type { Check } from "../check";
import { reachable } from "./reachable";

/** The source is reachable and the account can log in. */
export const c01: Check = {
  id: "C01",
  title: "Source reachable",
  group: "Connection",
  side: "source",
  reads: "TCP, greeting, login and SELECT 1",
  source: "Tencent DTS, Huawei DRS, Alibaba DTS CHECK_CONN_SRC, AWS DMS, Google DMS: all test it first",
  must: true,
  run: (context) => reachable(context.source),
};
