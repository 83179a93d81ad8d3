import { guarded, LIMITS, type Limits } from "../../http/guard";
import { retried } from "../../http/retry";
import { HUAWEI_CALLS } from "../../permissions/huaweicloud";
import { endpointOf } from "../endpoint";
import { type KeySource, withKeys } from "../keys";
import { requireSettings } from "../missing";
import { type HuaweicloudConfig, projectOf } from "./config";
import { toHuaweiError } from "./error";
import { keySource } from "./keys";
import { connect, type Sdk, sendOnce } from "./sdk";

export { HuaweiError } from "./error";

export type HuaweiService = "drs" | "vpc" | "vpn" | "rds";

export interface HuaweiRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** With `{project_id}` and other placeholders. */
  url: string;
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: Record<string, unknown>;
  /** The call changes nothing, so it is repeated after a network error, a 429 or a 5xx. */
  reads?: boolean;
}

/** A thin client of Huawei Cloud's HTTP APIs over the vendor's SDK core. */
export class HuaweiClient {
  readonly region: string;
  readonly projectId: string;
  private readonly clients = new Map<HuaweiService, () => Promise<Sdk>>();
  private readonly config: HuaweicloudConfig;
  private readonly keys: KeySource;

  constructor(
    config: HuaweicloudConfig,
    private readonly limits: Limits = LIMITS,
  ) {
    const given: HuaweicloudConfig = { ...config, projectId: projectOf(config) };
    requireSettings(
      "huaweicloud",
      given,
      {
        region: "HW_REGION_NAME",
        projectId: "HW_PROJECT_ID",
        ...(given.profile ? {} : { accessKey: "HW_ACCESS_KEY", secretKey: "HW_SECRET_KEY" }),
      },
      { projectId: `huaweicloud.projects.${config.region ?? "REGION"} for a second region` },
    );
    this.config = given;
    this.keys = keySource(given, limits);
    this.region = given.region;
    this.projectId = given.projectId;
  }

  /** Sends a request and returns the response's JSON body. @throws HuaweiError */
  async send<T>(service: HuaweiService, doing: string, request: HuaweiRequest): Promise<T> {
    if (!Object.hasOwn(HUAWEI_CALLS, `${service} ${request.method} ${request.url}`)) {
      throw new Error(`${doing}: ${request.method} ${request.url} has no entry in provider/permissions/huaweicloud.ts`);
    }
    const endpoint = this.endpoint(service);
    const client = await this.client(service);
    const call = () =>
      sendOnce<T>(client, doing, endpoint, {
        method: request.method,
        url: request.url,
        contentType: "application/json",
        queryParams: request.query ?? {},
        pathParams: { project_id: this.projectId, ...request.params },
        headers: { "X-Language": "en-us" },
        // GET has no body: an empty one would be signed.
        ...(request.body ? { data: request.body } : {}),
      });
    const attempt = () => guarded(doing, new URL(endpoint).origin, call, this.limits);
    const { httpStatusCode: _, ...body } = await retried(attempt, request.reads === true, (error) =>
      toHuaweiError(doing, error),
    );
    return body as T;
  }

  private client(service: HuaweiService): Promise<Sdk> {
    const make = () => withKeys(this.keys, (keys) => connect(this.endpoint(service), keys, this.projectId));
    const known = this.clients.get(service) ?? make();
    this.clients.set(service, known);
    return known();
  }

  private endpoint(service: HuaweiService): string {
    const own = this.config.endpoints?.[service] ?? `https://${service}.${this.region}.myhuaweicloud.com`;
    return endpointOf("huaweicloud", service, own, this.region).href.replace(/\/+$/, "");
  }
}
