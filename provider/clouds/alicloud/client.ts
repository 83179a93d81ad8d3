import type RdsClient from "@alicloud/rds20140815";
import "./quiet";
import { visible } from "../../../model/printing/visible";
import { type Told, UserProblem } from "../../core/failure";
import { guarded, LIMITS, type Limits } from "../../http/guard";
import { excerpt, notJson } from "../../http/problem";
import { type Refusal, retried } from "../../http/retry";
import { ALICLOUD_CALLS, type AlicloudMethod } from "../../permissions/alicloud";
import { endpointOf } from "../endpoint";
import { requireSettings } from "../missing";
import type { AlicloudConfig } from "./config";

/** A refusal by Alibaba Cloud, with its own code and message. */
export class AlicloudError extends UserProblem implements Refusal, Told {
  readonly told: Told["told"];

  constructor(
    doing: string,
    readonly code: string,
    readonly reason: string,
    readonly status: number | undefined,
    service = "Alibaba RDS",
  ) {
    const seen = `${service}, ${doing}: ${visible(`${code ? `${code}: ` : ""}${reason}`)}${status ? ` (HTTP ${status})` : ""}`;
    const fix = hint(code);
    super(fix ? `${seen}; ${fix}` : seen);
    this.name = "AlicloudError";
    this.told = { seen, ...(fix ? { fix } : {}) };
  }

  get denied(): boolean {
    return DENIED.test(this.code);
  }

  get refusesKeys(): boolean {
    return KEYS.test(this.code);
  }

  get throttled(): boolean {
    return /^Throttling/.test(this.code);
  }

  get outOfOrder(): boolean {
    return this.status === undefined || this.status >= 500 || /ServiceUnavailable/.test(this.code);
  }

  get transient(): boolean {
    return this.throttled || this.outOfOrder;
  }
}

const KEYS = /^(SignatureDoesNotMatch|IncompleteSignature|InvalidAccessKeyId|InvalidSecurityToken)/;
const DENIED = /^(NoPermission|Forbidden)/;

/** What the user should check; the vendor only says that it refuses. */
function hint(code: string): string | undefined {
  if (KEYS.test(code))
    return "needed: keys that it accepts; check ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET";
  return DENIED.test(code) ? "the credentials lack a right, see docs/permissions.md" : undefined;
}

/** Alibaba RDS through the vendor's own client, which is loaded on first use: it is large, and the provider must start fast. */
export class Alicloud {
  private readonly clients = new Map<string, Promise<Connected>>();
  private readonly config: AlicloudConfig & { accessKey: string; secretKey: string };

  constructor(
    config: AlicloudConfig,
    private readonly limits: Limits = LIMITS,
  ) {
    requireSettings("alicloud", config, {
      accessKey: "ALIBABA_CLOUD_ACCESS_KEY_ID",
      secretKey: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    });
    this.config = config;
  }

  /** A call that changes nothing. @throws AlicloudError */
  read<T>(region: string, doing: string, use: (client: Reads, sdk: Sdk) => Promise<Answer<T>>): Promise<T> {
    return this.send(region, doing, true, use);
  }

  /** A call that changes something. @throws AlicloudError */
  call<T>(region: string, doing: string, use: (client: Calls, sdk: Sdk) => Promise<Answer<T>>): Promise<T> {
    return this.send(region, doing, false, use);
  }

  private async send<T>(
    region: string,
    doing: string,
    reads: boolean,
    use: (client: Calls, sdk: Sdk) => Promise<Answer<T>>,
  ): Promise<T> {
    const [{ client, endpoint }, sdk] = await Promise.all([this.client(region), loadSdk()]);
    const what = `Alibaba RDS, ${doing}`;
    const attempt = async () => {
      try {
        return await guarded(what, endpoint, () => use(client, sdk), this.limits);
      } catch (error) {
        throw error instanceof SyntaxError || isMisshapen(error) ? notJson(what, endpoint) : error;
      }
    };
    const answer = await retried(attempt, reads, (error) => toAlicloudError(doing, error));
    return (answer.body ?? {}) as T;
  }

  private client(region: string): Promise<Connected> {
    const known = this.clients.get(region);
    if (known) return known;
    const made = this.connect(region);
    this.clients.set(region, made);
    return made;
  }

  private async connect(region: string): Promise<Connected> {
    const [sdk, { Config }] = await Promise.all([loadSdk(), import("@alicloud/openapi-client")]);
    // The class is the module's default export, which a bundler and Node expose at different depths.
    const outer = sdk.default as unknown as { default?: typeof RdsClient } & typeof RdsClient;
    const Client = outer.default ?? outer;
    const { accessKey, secretKey, securityToken, endpoints } = this.config;
    const wanted = endpoints?.rds === undefined ? undefined : endpointOf("alicloud", "rds", endpoints.rds, region);
    const config = new Config({
      accessKeyId: accessKey,
      accessKeySecret: secretKey,
      securityToken,
      regionId: region,
      endpoint: wanted?.host,
      protocol: wanted?.protocol === "http:" ? "HTTP" : "HTTPS",
      connectTimeout: 10_000,
      readTimeout: 30_000,
    });
    const client = new Client(config as unknown as ConstructorParameters<typeof RdsClient>[0]);
    // Without a given endpoint, the SDK's own table provides the region's.
    const chosen =
      wanted ?? endpointOf("alicloud", "rds", (client as unknown as { _endpoint: string })._endpoint, region);
    return { client: declared(client), endpoint: chosen.origin };
  }
}

/** The SDK's client, as far as its calls are declared. */
type Calls = Pick<RdsClient, AlicloudMethod>;

type Reads = Pick<Calls, Extract<AlicloudMethod, `describe${string}`>>;

type Answer<T> = { body?: T };

/** No other method can be called, even through a type assertion. */
function declared(client: RdsClient): Calls {
  const names = Object.keys(ALICLOUD_CALLS) as AlicloudMethod[];
  return Object.fromEntries(names.map((name) => [name, client[name].bind(client)])) as unknown as Calls;
}

interface Connected {
  client: Calls;
  /** The only origin that it may contact. */
  endpoint: string;
}

const loadSdk = () => import("@alicloud/rds20140815");

export type Sdk = Awaited<ReturnType<typeof loadSdk>>;

/** The SDK's error for a response that does not have the declared shape. */
export function isMisshapen(error: unknown): boolean {
  return error instanceof Error && /^(can not cast to |type of \S+ is mismatch)/.test(error.message);
}

interface TeaError {
  code?: string;
  message?: string;
  statusCode?: number;
  data?: { Message?: string; statusCode?: number };
}

export function toAlicloudError(doing: string, raw: unknown, service?: string): AlicloudError {
  const error = raw as TeaError;
  const status = error.statusCode ?? error.data?.statusCode;
  const code = status === undefined ? "" : (error.code ?? "");
  const text = error.data?.Message ?? (error.message ?? String(raw)).replace(`${error.code}: `, "");
  // The client core names the whole address of a call that failed; its query may have passwords in it.
  const reason = text.replace(/(https?:\/\/[^\s?]*)\?\S*/gi, "$1");
  return new AlicloudError(doing, code, excerpt(reason), status, service);
}
