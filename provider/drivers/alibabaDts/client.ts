import type OpenApi from "@alicloud/openapi-client/dist/client";
import { AlicloudError, isMisshapen, toAlicloudError } from "../../clouds/alicloud/client";
import type { AlicloudConfig } from "../../clouds/alicloud/config";
import "../../clouds/alicloud/quiet";
import { endpointOf } from "../../clouds/endpoint";
import { requireSettings } from "../../clouds/missing";
import { UserProblem } from "../../core/failure";
import { once } from "../../core/once";
import { guarded, LIMITS, type Limits } from "../../http/guard";
import { notJson } from "../../http/problem";
import { retried } from "../../http/retry";
import { ALIBABA_DTS_CALLS, type DtsCall } from "../../permissions/alibabaDts";
import type { Answer } from "./wire";

const TITLE = "Alibaba DTS";
/** Regions with an endpoint of their own, by the table in the vendor's client; the others share one. */
const CENTRAL = "dts.aliyuncs.com";

/** The service says of a task's id that it knows no such task (any more). */
export function isGone(error: unknown): boolean {
  return error instanceof AlicloudError && ["InvalidJobId", "Forbidden.InstanceNotFound"].includes(error.code);
}

/** A call that only reads may be asked again whatever came of it. */
const READS: ReadonlySet<DtsCall> = new Set<DtsCall>([
  "DescribeDtsJobDetail",
  "DescribeDtsJobs",
  "DescribePreCheckStatus",
  "WhiteIpList",
]);

/** Calls whose long texts go into the body, as in the vendor's client. */
export interface Query {
  query: Record<string, string>;
  body?: Record<string, string>;
}

/** Alibaba DTS in one region, through the vendor's own client core, which is loaded on first use. */
export class DtsClient {
  readonly region: string;
  private readonly connected: () => Promise<{ client: OpenApi; endpoint: string; module: Module }>;

  constructor(
    private readonly config: AlicloudConfig,
    private readonly limits: Limits = LIMITS,
  ) {
    requireSettings("alicloud", config, {
      accessKey: "ALIBABA_CLOUD_ACCESS_KEY_ID",
      secretKey: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    });
    if (!config.region) throw new UserProblem("alicloud.region: missing; set it or ALIBABA_CLOUD_REGION_ID");
    this.region = config.region;
    this.connected = once(() => this.connect());
  }

  /** @throws AlicloudError, also where HTTP says 200 and the answer that it was refused */
  async call<T extends Answer = Answer>(action: DtsCall, doing: string, { query, body = {} }: Query): Promise<T> {
    if (!Object.hasOwn(ALIBABA_DTS_CALLS, action)) throw new Error(`${action} has no entry in provider/permissions`);
    const { client, endpoint, module } = await this.connected();
    const what = `${TITLE}, ${doing}`;
    const params = new module.Params({
      ...{ action, version: "2020-01-01", protocol: new URL(endpoint).protocol === "http:" ? "HTTP" : "HTTPS" },
      ...{ pathname: "/", method: "POST", authType: "AK", style: "RPC", reqBodyType: "formData", bodyType: "json" },
    });
    const request = new module.OpenApiRequest({ query: { RegionId: this.region, ...query }, body });
    const attempt = async () => {
      try {
        const { body: answer } = await guarded(
          what,
          endpoint,
          () => client.callApi(params, request, {} as never),
          this.limits,
        );
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

  private async connect() {
    const module = await load();
    // The class is the module's default export, which a bundler and Node show at different depths.
    const outer = module.default as unknown as { default?: typeof OpenApi } & typeof OpenApi;
    const { accessKey, secretKey, securityToken, endpoints } = this.config;
    const url = endpointOf("alicloud", "dts", endpoints?.dts ?? `https://${CENTRAL}`, this.region);
    const config = new module.Config({
      ...{ accessKeyId: accessKey, accessKeySecret: secretKey, securityToken, regionId: this.region },
      ...{ endpoint: url.host, protocol: url.protocol === "http:" ? "HTTP" : "HTTPS" },
      // Longer than the guard's, which ends the call first: the client core's own errors show the address, and its query has passwords.
      ...{ connectTimeout: 2 * this.limits.deadlineMs, readTimeout: 2 * this.limits.deadlineMs },
    });
    return { client: new (outer.default ?? outer)(config), endpoint: url.origin, module };
  }
}

/** As the loader gives it; a file of its own in a bundle, apart from the SDK of RDS. */
const load = () => import("@alicloud/openapi-client/dist/client.js");
type Module = Awaited<ReturnType<typeof load>>;

/** The older half of the service says in the answer that a call was refused; `%s` stands for the name that it gives apart. */
function refuse(doing: string, { Success, ErrCode, ErrMessage = "", DynamicMessage = "" }: Answer): void {
  if (String(Success) !== "false") return;
  throw new AlicloudError(doing, ErrCode ?? "", ErrMessage.replace("%s", DynamicMessage), 200, TITLE);
}
