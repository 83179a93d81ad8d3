import type { HcClient } from "@huaweicloud/huaweicloud-sdk-core/HcClient";
import { visible } from "../../../model/printing/visible";
import { type Told, UserProblem } from "../../core/failure";
import { guarded, LIMITS, type Limits } from "../../http/guard";
import { excerpt, notJson } from "../../http/problem";
import { type Refusal, retried } from "../../http/retry";
import { HUAWEI_CALLS } from "../../permissions/huaweicloud";
import { endpointOf } from "../endpoint";
import { requireSettings } from "../missing";
import type { HuaweicloudConfig } from "./config";

export type HuaweiService = "drs" | "vpc" | "rds";

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

/** A refusal by Huawei Cloud, with its own code and message. */
export class HuaweiError extends UserProblem implements Refusal, Told {
  readonly told: Told["told"];

  constructor(
    readonly doing: string,
    readonly code: string,
    /** The vendor's text alone. */
    readonly reason: string,
    readonly status: number | undefined,
    requestId: string | undefined,
  ) {
    const where = [status ? `HTTP ${status}` : undefined, requestId ? `request ${requestId}` : undefined].filter(
      Boolean,
    );
    const seen = visible(
      `${doing}: ${code ? `${code}: ` : ""}${reason}${where.length ? ` (${where.join(", ")})` : ""}`,
    );
    const fix = hint(code, status);
    super(fix ? `${seen}; ${fix}` : seen);
    this.name = "HuaweiError";
    this.told = { seen, ...(fix ? { fix } : {}) };
  }

  get denied(): boolean {
    return this.status === 403;
  }

  get refusesKeys(): boolean {
    return refusesKeys(this.code, this.status);
  }

  get throttled(): boolean {
    return this.status === 429;
  }

  get outOfOrder(): boolean {
    return this.status === undefined || this.status >= 500;
  }

  /** An error without a code is not from the service. */
  get transient(): boolean {
    return this.code === "" && this.outOfOrder;
  }
}

function refusesKeys(code: string, status: number | undefined): boolean {
  return status === 401 || /^APIGW\.03/.test(code);
}

/** What the user should check; the vendor only says that it refuses. */
function hint(code: string, status: number | undefined): string | undefined {
  if (refusesKeys(code, status))
    return "needed: keys that it accepts, of the account that has the project; check HW_ACCESS_KEY, HW_SECRET_KEY and HW_PROJECT_ID";
  if (status !== 403) return undefined;
  return "HW_PROJECT_ID is not the project of this region, or the credentials lack a right, see docs/permissions.md";
}

/** Redirects and compression are refused below; the SDK must not handle them itself. */
const HTTP = { maxRedirects: 0, decompress: false };

/** Marks a response that is not JSON on its way through the SDK. */
const UNREAD = Symbol("not JSON");

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * A thin client of Huawei Cloud's HTTP APIs. Requests are signed by the vendor's SDK core; its HTTP client is given a silent
 * logger because it writes whole failed requests, passwords included, to the console.
 */
export class HuaweiClient {
  readonly region: string;
  readonly projectId: string;
  private readonly clients = new Map<HuaweiService, Promise<HcClient>>();
  private readonly config: HuaweicloudConfig & { accessKey: string; secretKey: string };

  constructor(
    config: HuaweicloudConfig,
    private readonly limits: Limits = LIMITS,
  ) {
    const own = config.region === undefined ? undefined : config.projects?.[config.region];
    const given = own === undefined ? config : { ...config, projectId: own };
    requireSettings(
      "huaweicloud",
      given,
      {
        region: "HW_REGION_NAME",
        projectId: "HW_PROJECT_ID",
        accessKey: "HW_ACCESS_KEY",
        secretKey: "HW_SECRET_KEY",
      },
      { projectId: `huaweicloud.projects.${config.region ?? "REGION"} for a second region` },
    );
    this.config = given;
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
    const call = async () => {
      const answer = await client.sendRequest<T & { httpStatusCode?: number; [UNREAD]?: boolean }>({
        method: request.method,
        url: request.url,
        contentType: "application/json",
        queryParams: request.query ?? {},
        pathParams: { project_id: this.projectId, ...request.params },
        headers: { "X-Language": "en-us" },
        // GET has no body: an empty one would be signed.
        ...(request.body ? { data: request.body } : {}),
      });
      if (answer[UNREAD]) throw notJson(doing, endpoint);
      return answer;
    };
    const attempt = () => guarded(doing, new URL(endpoint).origin, call, this.limits);
    const { httpStatusCode: _, ...body } = await retried(attempt, request.reads === true, (error) =>
      toHuaweiError(doing, error),
    );
    return body as T;
  }

  private client(service: HuaweiService): Promise<HcClient> {
    const known = this.clients.get(service);
    if (known) return known;
    const made = this.connect(service);
    this.clients.set(service, made);
    return made;
  }

  private async connect(service: HuaweiService): Promise<HcClient> {
    // Loaded on first use: the provider must start fast, and previews need no cloud.
    const [{ HcClient }, { DefaultHttpClient }, { BasicCredentials }] = await Promise.all([
      import("@huaweicloud/huaweicloud-sdk-core/HcClient.js"),
      import("@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js"),
      import("@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js"),
    ]);
    const credentials = new BasicCredentials()
      .withAk(this.config.accessKey)
      .withSk(this.config.secretKey)
      .withProjectId(this.projectId);
    if (this.config.securityToken) credentials.withSecurityToken(this.config.securityToken);
    const endpoint = this.endpoint(service);
    const http = new DefaultHttpClient(
      // biome-ignore lint/suspicious/noExplicitAny: the SDK's logger type has a dozen members that it never calls
      { logger: SILENT as any, axiosRequestConfig: HTTP as any },
      [endpoint],
    );
    const send = http.sendRequest.bind(http);
    http.sendRequest = async (request) => {
      const answer = await send<never>(request).catch((error) => Promise.reject(liftBatchError(error)));
      // The SDK returns an empty object for a body that it cannot parse, which would read as "nothing there".
      const data: unknown = answer.data;
      const unread = typeof data === "string" && data !== "";
      return (unread ? { ...answer, data: { [UNREAD]: true } } : answer) as never;
    };
    return new HcClient(http).withEndpoints([endpoint]).withCredential(credentials);
  }

  private endpoint(service: HuaweiService): string {
    const own = this.config.endpoints?.[service] ?? `https://${service}.${this.region}.myhuaweicloud.com`;
    return endpointOf("huaweicloud", service, own, this.region).href.replace(/\/+$/, "");
  }
}

interface SdkFailure {
  message?: string;
  errorMsg?: string;
  errorCode?: string;
  httpStatusCode?: number;
  requestId?: string;
}

/** DRS reports a refused batch call with the code inside `results[0]`, where the SDK does not look. */
function liftBatchError(raw: unknown): unknown {
  const error = raw as { data?: { error_code?: string; error_msg?: string; results?: BatchResult[] } };
  const first = error.data?.results?.find((result) => result.error_code);
  if (!first || error.data?.error_code) return raw;
  return { ...error, data: { error_code: first.error_code, error_msg: first.error_msg ?? first.error_message } };
}

interface BatchResult {
  error_code?: string;
  error_msg?: string;
  error_message?: string;
}

function toHuaweiError(doing: string, raw: unknown): HuaweiError {
  const error = raw as SdkFailure;
  return new HuaweiError(
    doing,
    error.errorCode ?? "",
    excerpt(error.errorMsg ?? error.message ?? "no answer"),
    error.httpStatusCode,
    error.requestId,
  );
}
