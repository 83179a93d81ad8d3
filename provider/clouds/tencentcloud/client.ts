import { guarded, LIMITS, type Limits } from "../../http/guard";
import { notJson } from "../../http/problem";
import { retried } from "../../http/retry";
import { TENCENT_CALLS, type TencentAction } from "../../permissions/tencentcloud";
import { endpointOf } from "../endpoint";
import { requireSettings } from "../missing";
import type { TencentcloudConfig } from "./config";
import { TencentError } from "./error";

export type { TencentAction } from "../../permissions/tencentcloud";
export { TencentError } from "./error";

/** Versions of the APIs by service. */
const VERSIONS = { dts: "2021-12-06", cdb: "2017-03-20", vpc: "2017-03-12" } as const;
export type TencentService = keyof typeof VERSIONS;

const TITLES: Readonly<Record<TencentService, string>> = {
  dts: "Tencent DTS",
  cdb: "TencentDB for MySQL",
  vpc: "Tencent VPC",
};

/**
 * A thin client of Tencent Cloud's APIs over the signing and HTTP of the vendor's SDK. The SDK's own client takes the service's name in a
 * signature from the first label of the host, which is not the service's where an endpoint of one's own is used.
 */
export class TencentClient {
  readonly region: string;
  private readonly config: TencentcloudConfig & { accessKey: string; secretKey: string };

  constructor(
    config: TencentcloudConfig,
    private readonly limits: Limits = LIMITS,
  ) {
    requireSettings("tencentcloud", config, {
      region: "TENCENTCLOUD_REGION",
      accessKey: "TENCENTCLOUD_SECRET_ID",
      secretKey: "TENCENTCLOUD_SECRET_KEY",
    });
    this.config = config;
    this.region = config.region;
  }

  /** A call that changes nothing. @throws TencentError */
  read<T>(action: TencentAction, doing: string, parameters: object): Promise<T> {
    return this.send(action, doing, parameters, true);
  }

  /** A call that changes something. @throws TencentError */
  call<T = object>(action: TencentAction, doing: string, parameters: object): Promise<T> {
    return this.send(action, doing, parameters, false);
  }

  private async send<T>(action: TencentAction, what: string, parameters: object, reads: boolean): Promise<T> {
    if (!Object.hasOwn(TENCENT_CALLS, action))
      throw new Error(`${what}: ${action} has no entry in provider/permissions/tencentcloud.ts`);
    const [service, name] = action.split(" ") as [TencentService, string];
    const doing = `${TITLES[service]}, ${what}`;
    const endpoint = this.endpoint(service);
    const attempt = () =>
      guarded(doing, endpoint.origin, () => this.exchange<T>(doing, service, name, parameters, endpoint), this.limits);
    return retried(attempt, reads, (error) =>
      error instanceof TencentError ? error : new TencentError(doing, "", (error as Error).message ?? String(error)),
    );
  }

  private async exchange<T>(
    doing: string,
    service: TencentService,
    action: string,
    parameters: object,
    endpoint: URL,
  ): Promise<T> {
    // Loaded on first use: the provider must start fast.
    const { HttpConnection } = await import(
      "tencentcloud-sdk-nodejs-common/tencentcloud/common/http/http_connection.js"
    );
    const { accessKey, secretKey, securityToken } = this.config;
    const response = await HttpConnection.doRequestWithSign3({
      method: "POST",
      url: `${endpoint.origin}/`,
      data: parameters,
      service,
      action,
      region: this.region,
      version: VERSIONS[service],
      secretId: accessKey,
      secretKey,
      token: securityToken as string,
      requestClient: "dbferry",
      language: "en-US",
      timeout: this.limits.deadlineMs,
    });
    const text = await response.text();
    if (response.status !== 200) throw new TencentError(doing, "", text || "no text", undefined, response.status);
    const answer = parsed<T>(text)?.Response;
    if (typeof answer !== "object" || answer === null) throw notJson(doing, endpoint.origin);
    if (!answer.Error) return answer;
    throw new TencentError(doing, answer.Error.Code ?? "", answer.Error.Message ?? "no reason given", answer.RequestId);
  }

  private endpoint(service: TencentService): URL {
    const own = this.config.endpoints?.[service] ?? `https://${service}.tencentcloudapi.com`;
    return endpointOf("tencentcloud", service, own, this.region);
  }
}

interface Envelope<T> {
  Response?: T & { RequestId?: string; Error?: { Code?: string; Message?: string } };
}

function parsed<T>(text: string): Envelope<T> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
