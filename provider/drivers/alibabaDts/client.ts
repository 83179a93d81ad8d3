import type { AlicloudConfig } from "../../clouds/alicloud/config";
import { AlicloudError } from "../../clouds/alicloud/error";
import { type RpcCall, RpcService } from "../../clouds/alicloud/rpcService";
import { LIMITS, type Limits } from "../../http/guard";
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

export type Query = Pick<RpcCall, "query" | "body">;

/** Alibaba DTS in one region. */
export class DtsClient {
  private readonly service: RpcService;

  constructor(config: AlicloudConfig, limits: Limits = LIMITS) {
    const facts = {
      service: "dts",
      title: TITLE,
      version: "2020-01-01",
      standard: () => `https://${CENTRAL}`,
    } as const;
    this.service = new RpcService(facts, config, limits);
  }

  get region(): string {
    return this.service.region;
  }

  /** @throws AlicloudError, also for a refusal inside a 200 response */
  async call<T extends Answer = Answer>(action: DtsCall, doing: string, parts: Query): Promise<T> {
    if (!Object.hasOwn(ALIBABA_DTS_CALLS, action)) throw new Error(`${action} has no entry in provider/permissions`);
    const refused = (answer: object) => refuse(doing, answer as Answer);
    return this.service.send<T>(action, doing, { ...parts, reads: READS.has(action), refuse: refused });
  }
}

/**
 * Older calls report a refusal inside a successful response; `%s` in its message stands for a name given separately.
 */
function refuse(doing: string, { Success, ErrCode, ErrMessage = "", DynamicMessage = "" }: Answer): void {
  if (String(Success) !== "false") return;
  throw new AlicloudError(doing, ErrCode ?? "", ErrMessage.replace("%s", DynamicMessage), 200, TITLE);
}
