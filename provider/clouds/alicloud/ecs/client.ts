import { visible } from "../../../../model/printing/visible";
import { UserProblem } from "../../../core/failure";
import { LIMITS, type Limits } from "../../../http/guard";
import { NOT_THE_VENDOR } from "../../../http/problem";
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

  /**
   * An action whose response says nothing but that it was carried out.
   * @throws AlicloudError; UserProblem where the response does not say so: then it is not known
   */
  async change(action: EcsCall, doing: string, query: Record<string, string>): Promise<void> {
    const answer = await this.call<{ RequestId?: unknown }>(action, doing, query);
    if (typeof answer.RequestId === "string" && answer.RequestId !== "") return;
    throw new UserProblem(
      `${TITLE}, ${doing}: the response does not say whether it was done (it has no RequestId); look at the group in the console, then run it again. ${NOT_THE_VENDOR}`,
    );
  }

  /** What is in a response about something else than was asked for proves nothing about that. */
  about(doing: string, what: string, seen: unknown, asked: string): void {
    if (seen === asked) return;
    const other = typeof seen === "string" && seen !== "" ? visible(seen) : "none";
    throw new UserProblem(
      `${TITLE}, ${doing}: the response is about another ${what} (${other}); needed: ${asked}; ${NOT_THE_VENDOR}`,
    );
  }
}
