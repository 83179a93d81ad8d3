import { LIMITS, type Limits } from "../../../http/guard";
import { ALIBABA_VPC_CALLS, type VpcCall } from "../../../permissions/alibabaVpc";
import type { AlicloudConfig } from "../config";
import { AlicloudError } from "../error";
import { RpcService } from "../rpcService";

export const TITLE = "Alibaba VPC";

/** Alibaba VPC in one region, as far as VPNs need it. Its answers about connections contain their pre-shared keys. */
export class VpcClient {
  private readonly service: RpcService;

  constructor(config: AlicloudConfig, limits: Limits = LIMITS) {
    const standard = (region: string) => `https://vpc.${region}.aliyuncs.com`;
    this.service = new RpcService({ service: "vpc", title: TITLE, version: "2016-04-28", standard }, config, limits);
  }

  get region(): string {
    return this.service.region;
  }

  /** @throws AlicloudError */
  async call<T extends object>(action: VpcCall, doing: string, query: Record<string, string>): Promise<T> {
    if (!Object.hasOwn(ALIBABA_VPC_CALLS, action)) throw new Error(`${action} has no entry in provider/permissions`);
    return this.service.send<T>(action, doing, { query, reads: action.startsWith("Describe") });
  }
}

/** Codes of this form that are about a key, the region or the action say nothing about what was named. */
const GONE =
  /^Invalid(VpnGatewayInstanceId|CustomerGatewayInstanceId|VpnConnectionInstanceId|VSwitchId|RouteEntry)\.NotFound$/i;

/** The cloud says that what was named does not exist. */
export function isGone(error: unknown): boolean {
  return error instanceof AlicloudError && GONE.test(error.code);
}

/** The gateway takes one change at a time. */
export function isBusy(error: unknown): boolean {
  return (
    error instanceof AlicloudError && /(\.Configuring|\.CONFLICT|^TaskConflict|^OperationConflict)$/.test(error.code)
  );
}

/** undefined: it does not exist. */
export async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
