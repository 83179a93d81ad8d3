import type { Check } from "../check";
import { reachable } from "./reachable";

/** The target is reachable and the account can log in. */
export const c02: Check = {
  id: "C02",
  title: "Target reachable",
  group: "Connection",
  side: "target",
  reads: "TCP, greeting, login and SELECT 1",
  source: "Tencent DTS, Huawei DRS, Alibaba DTS CHECK_CONN_DEST, AWS DMS, Google DMS",
  must: true,
  run: (context) => reachable(context.target),
};
