import { LIMITS, type Limits } from "../../../http/guard";
import { ALIBABA_ECS_CALLS, type EcsCall } from "../../../permissions/alibabaEcs";
import type { AlicloudConfig } from "../config";
import { RpcService } from "../rpcService";

export const TITLE = "Alibaba ECS";

/** Alibaba ECS in one region: machines, and the security groups that they are in. */
export class EcsClient {
  private readonly service: RpcService;

  constructor(config: AlicloudConfig, limits: Limits = LIMITS) {
    const standard = (region: string) => `https://ecs.${region}.aliyuncs.com`;
    this.service = new RpcService({ service: "ecs", title: TITLE, version: "2014-05-26", standard }, config, limits);
  }

  get region(): string {
    return this.service.region;
  }

  /** @throws AlicloudError */
  async call<T extends object>(action: EcsCall, doing: string, query: Record<string, string>): Promise<T> {
    if (!Object.hasOwn(ALIBABA_ECS_CALLS, action)) throw new Error(`${action} has no entry in provider/permissions`);
    return this.service.send<T>(action, doing, { query, reads: action.startsWith("Describe") });
  }
}
