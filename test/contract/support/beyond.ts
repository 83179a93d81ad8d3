import { OWNER } from "../../../sandbox/alicloud/parameters";

const PAGE = "the vendor's own provider sends it with every call that takes a list of tasks";

/** Fields that the vendor's model lacks and its service takes, by action and path, each with where that is known from. */
export const BEYOND_MODEL: Record<string, string> = {
  "POST /v3/{}/jobs/batch-progress page_req.cur_page": PAGE,
  "POST /v3/{}/jobs/batch-progress page_req.per_page": PAGE,
};

/** Parameters that every action of Alibaba Cloud takes, also one whose model does not name them. */
export const OF_EVERY_ACTION: ReadonlySet<string> = new Set(OWNER);
