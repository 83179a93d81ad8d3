import type { AlicloudConfig } from "../../clouds/alicloud/config";
import { AlicloudError, isMisshapen, toAlicloudError } from "../../clouds/alicloud/error";
import { keySource } from "../../clouds/alicloud/keys";
import { openApi, type Rpc } from "../../clouds/alicloud/openApi";
import { endpointOf } from "../../clouds/endpoint";
import { withKeys } from "../../clouds/keys";
import { UserProblem } from "../../core/failure";
import { guarded, LIMITS, type Limits } from "../../http/guard";
import { notJson } from "../../http/problem";
import { retried } from "../../http/retry";
import { ALIBABA_DTS_CALLS, type DtsCall } from "../../permissions/alibabaDts";
import type { Answer } from "./wire";

const TITLE = "Alibaba DTS";
/** Regions with their own endpoint, from the table in the vendor's client; the others share one. */
const CENTRAL = "dts.aliyuncs.com";

/** The service's codes for an id that it does not know, or no longer. */
export function isGone(error: unknown): boolean {
  return error instanceof AlicloudError && ["InvalidJobId", "Forbidden.InstanceNotFound"].includes(error.code);
}

/** A call that only reads may be repeated after any failure. */
const READS: ReadonlySet<DtsCall> = new Set<DtsCall>([
  "DescribeDataCheckTableDetails",
  "DescribeDtsJobDetail",
  "DescribeDtsJobs",
  "DescribePreCheckStatus",
  "WhiteIpList",
]);

/** Calls that send long texts in the body, as the vendor's client does. */
export interface Query {
  query: Record<string, string>;
  body?: Record<string, string>;
}

/** Alibaba DTS in one region, through the vendor's own client core, which is loaded on first use. */
export class DtsClient {
  readonly region: string;
  private readonly connected: () => Promise<{ rpc: Rpc; endpoint: string }>;

  constructor(
    { endpoints, ...config }: AlicloudConfig,
    private readonly limits: Limits = LIMITS,
  ) {
    const keys = keySource({ endpoints, ...config }, limits);
    if (!config.region) throw new UserProblem("alicloud.region: missing; set it or ALIBABA_CLOUD_REGION_ID");
    this.region = config.region;
    this.connected = withKeys(keys, async (now) => {
      const url = endpointOf("alicloud", "dts", endpoints?.dts ?? `https://${CENTRAL}`, this.region);
      return { rpc: await openApi(url, this.region, now, limits), endpoint: url.origin };
    });
  }

  /** @throws AlicloudError, also for a refusal inside a 200 response */
  async call<T extends Answer = Answer>(action: DtsCall, doing: string, { query, body = {} }: Query): Promise<T> {
    if (!Object.hasOwn(ALIBABA_DTS_CALLS, action)) throw new Error(`${action} has no entry in provider/permissions`);
    const { rpc, endpoint } = await this.connected();
    const what = `${TITLE}, ${doing}`;
    const parts = { query: { RegionId: this.region, ...query }, body };
    const attempt = async () => {
      try {
        const answer = await guarded(what, endpoint, () => rpc.call(action, "2020-01-01", parts), this.limits);
        if (answer === null || typeof answer !== "object") throw notJson(what, endpoint);
        refuse(doing, answer as Answer);
        return answer as T;
      } catch (error) {
        throw error instanceof SyntaxError || isMisshapen(error) ? notJson(what, endpoint) : error;
      }
    };
    return retried(attempt, READS.has(action), (error) =>
      error instanceof AlicloudError ? error : toAlicloudError(doing, error, TITLE),
    );
  }
}

/**
 * Older calls report a refusal inside a successful response; `%s` in its message stands for a name given separately.
 */
function refuse(doing: string, { Success, ErrCode, ErrMessage = "", DynamicMessage = "" }: Answer): void {
  if (String(Success) !== "false") return;
  throw new AlicloudError(doing, ErrCode ?? "", ErrMessage.replace("%s", DynamicMessage), 200, TITLE);
}
