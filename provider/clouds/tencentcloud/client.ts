import { guarded, LIMITS, type Limits } from "../../http/guard";
import { retried } from "../../http/retry";
import { TENCENT_CALLS, type TencentAction } from "../../permissions/tencentcloud";
import { endpointOf } from "../endpoint";
import type { KeySource } from "../keys";
import { requireSettings } from "../missing";
import type { TencentcloudConfig } from "./config";
import { TencentError } from "./error";
import { exchange } from "./exchange";
import { keySource } from "./keys";

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

/** A thin client of Tencent Cloud's APIs. */
export class TencentClient {
  readonly region: string;
  private readonly keys: KeySource;

  constructor(
    private readonly config: TencentcloudConfig,
    private readonly limits: Limits = LIMITS,
  ) {
    this.keys = keySource(config, limits);
    requireSettings("tencentcloud", config, { region: "TENCENTCLOUD_REGION" });
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
    const keys = await this.keys();
    const { region } = this;
    const request = { doing, service, action: name, version: VERSIONS[service], region, parameters, endpoint, keys };
    const timeout = this.limits.deadlineMs;
    const attempt = () => guarded(doing, endpoint.origin, () => exchange<T>({ ...request, timeout }), this.limits);
    return retried(attempt, reads, (error) =>
      error instanceof TencentError ? error : new TencentError(doing, "", (error as Error).message ?? String(error)),
    );
  }

  private endpoint(service: TencentService): URL {
    const own = this.config.endpoints?.[service] ?? `https://${service}.tencentcloudapi.com`;
    return endpointOf("tencentcloud", service, own, this.region);
  }
}
