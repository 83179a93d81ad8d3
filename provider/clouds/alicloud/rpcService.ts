import { UserProblem } from "../../core/failure";
import { guarded, LIMITS, type Limits } from "../../http/guard";
import { notJson } from "../../http/problem";
import { retried } from "../../http/retry";
import { endpointOf } from "../endpoint";
import { withKeys } from "../keys";
import type { AlicloudConfig } from "./config";
import { AlicloudError, isMisshapen, toAlicloudError } from "./error";
import { keySource } from "./keys";
import { openApi, type Rpc } from "./openApi";

/** A service behind the RPC gateway. */
export interface RpcFacts {
  /** Key of its endpoint in the configuration. */
  service: "dts" | "ecs" | "vpc";
  /** For messages. */
  title: string;
  version: string;
  /** Its public endpoint in a region. */
  standard(region: string): string;
}

/** One call of an action. */
export interface RpcCall {
  query: Record<string, string>;
  /** Long texts, which the vendor's client sends in the body. */
  body?: Record<string, string>;
  /** It changes nothing, so that it may be repeated after any failure. */
  reads: boolean;
  /** Throws for a refusal inside a successful response. */
  refuse?(answer: object): void;
}

/** A service of Alibaba Cloud in one region, through the vendor's own client core, which is loaded on first use. */
export class RpcService {
  readonly region: string;
  private readonly connected: () => Promise<{ rpc: Rpc; endpoint: string }>;

  constructor(
    private readonly facts: RpcFacts,
    { endpoints, ...config }: AlicloudConfig,
    private readonly limits: Limits = LIMITS,
  ) {
    const { service, standard } = facts;
    const keys = keySource({ endpoints, ...config }, limits);
    if (!config.region) throw new UserProblem("alicloud.region: missing; set it or ALIBABA_CLOUD_REGION_ID");
    this.region = config.region;
    this.connected = withKeys(keys, async (now) => {
      const url = endpointOf("alicloud", service, endpoints?.[service] ?? standard(this.region), this.region);
      return { rpc: await openApi(url, this.region, now, limits), endpoint: url.origin };
    });
  }

  /** @throws AlicloudError */
  async send<T extends object>(action: string, doing: string, given: RpcCall): Promise<T> {
    const { title, version } = this.facts;
    const { query, body = {}, reads, refuse } = given;
    const { rpc, endpoint } = await this.connected();
    const what = `${title}, ${doing}`;
    const parts = { query: { RegionId: this.region, ...query }, body };
    const attempt = async () => {
      try {
        const answer = await guarded(what, endpoint, () => rpc.call(action, version, parts), this.limits);
        if (answer === null || typeof answer !== "object") throw notJson(what, endpoint);
        refuse?.(answer);
        return answer as T;
      } catch (error) {
        throw error instanceof SyntaxError || isMisshapen(error) ? notJson(what, endpoint) : error;
      }
    };
    return retried(attempt, reads, (error) =>
      error instanceof AlicloudError ? error : toAlicloudError(doing, error, title),
    );
  }
}
