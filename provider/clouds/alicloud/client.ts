import type RdsClient from "@alicloud/rds20140815";
import "./quiet";
import { guarded, LIMITS, type Limits } from "../../http/guard";
import { notJson } from "../../http/problem";
import { retried } from "../../http/retry";
import { ALICLOUD_CALLS, type AlicloudMethod } from "../../permissions/alicloud";
import { endpointOf } from "../endpoint";
import { type KeySource, type Keys, withKeys } from "../keys";
import type { AlicloudConfig } from "./config";
import { isMisshapen, toAlicloudError } from "./error";
import { keySource } from "./keys";

export { AlicloudError, isMisshapen, toAlicloudError } from "./error";

/** Alibaba RDS through the vendor's own client, which is loaded on first use: it is large, and the provider must start fast. */
export class Alicloud {
  private readonly clients = new Map<string, () => Promise<Connected>>();
  private readonly keys: KeySource;

  constructor(
    private readonly config: AlicloudConfig,
    private readonly limits: Limits = LIMITS,
  ) {
    this.keys = keySource(config, limits);
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
    const known = this.clients.get(region) ?? withKeys(this.keys, (keys) => this.connect(region, keys));
    this.clients.set(region, known);
    return known();
  }

  private async connect(region: string, { accessKey, secretKey, securityToken }: Keys): Promise<Connected> {
    const [sdk, { Config }] = await Promise.all([loadSdk(), import("@alicloud/openapi-client")]);
    // The class is the module's default export, which bundlers and Node expose at different depths.
    const outer = sdk.default as unknown as { default?: typeof RdsClient } & typeof RdsClient;
    const Client = outer.default ?? outer;
    const { endpoints } = this.config;
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
