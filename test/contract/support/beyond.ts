import { OWNER } from "../../../sandbox/alicloud/parameters";

const PAGE = "the vendor's own provider sends it with every call that takes a list of tasks";

/** Fields that the vendor's service accepts but its model lacks, by action and path, each with the evidence. */
export const BEYOND_MODEL: Record<string, string> = {
  "POST /v3/{}/jobs/batch-progress page_req.cur_page": PAGE,
  "POST /v3/{}/jobs/batch-progress page_req.per_page": PAGE,
};

/** Parameters that every Alibaba Cloud action accepts, even if its model does not list them. */
export const OF_EVERY_ACTION: ReadonlySet<string> = new Set(OWNER);
