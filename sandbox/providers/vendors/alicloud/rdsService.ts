import { ProviderError } from "../../handler";
import { until } from "../../wait";
import { type RpcClient, RpcFailure } from "./rpcClient";

/** Real seconds that a state change may take; the vendor's provider waits 10 minutes. */
const LIMIT = 120;
/** Error codes on which the vendor's provider retries: the instance is busy. */
const BUSY = [
  "LockTimeout",
  "InstanceConnectTimeoutFault",
  "ConcurrentTaskExceeded",
  "OperationDenied.DBStatus",
  "Database.ConnectError",
  "OperationDenied.DBInstanceStatus",
  "OperationDenied.DBClusterStatus",
  "InternalError",
  "OperationDenied.OutofUsage",
  "IncorrectDBInstanceState",
];

export interface NetInfo {
  ConnectionString: string;
  IPAddress: string;
  Port: string;
  IPType: string;
}

/** RDS as used by the vendor's Terraform provider. */
export class RdsService {
  constructor(private readonly client: RpcClient) {}

  /** Calls an action; errors name resource and action like those of the vendor's provider. */
  async call(resource: string, action: string, parameters: Record<string, string>): Promise<Record<string, unknown>> {
    try {
      return await this.client.call(action, parameters);
    } catch (error) {
      throw wrap(error, `Resource ${resource} ${action} Failed!!!`);
    }
  }

  /** Like {@link call}, with retries while the instance is busy. */
  async callWhenFree(resource: string, action: string, parameters: Record<string, string>): Promise<void> {
    let last: unknown;
    await until(
      async () => {
        try {
          return await this.client.call(action, parameters);
        } catch (error) {
          if (!(error instanceof RpcFailure) || !BUSY.includes(error.code)) {
            throw wrap(error, `Resource ${resource} ${action} Failed!!!`);
          }
          last = error;
          return undefined;
        }
      },
      LIMIT,
      () => wrap(last, `Resource ${resource} ${action} Failed!!!`).message,
    );
  }

  /** Undefined when the instance does not exist. */
  async instance(id: string): Promise<Record<string, unknown> | undefined> {
    try {
      const body = await this.client.call("DescribeDBInstanceAttribute", { DBInstanceId: id });
      return (body["Items"] as { DBInstanceAttribute: Record<string, unknown>[] }).DBInstanceAttribute[0];
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw wrap(error, `Resource ${id} DescribeDBInstanceAttribute Failed!!!`);
    }
  }

  /** The endpoint of an instance whose name starts with `prefix`; undefined when there is none. */
  async connection(id: string, prefix: string): Promise<NetInfo | undefined> {
    try {
      const body = await this.client.call("DescribeDBInstanceNetInfo", { DBInstanceId: id });
      const infos = (body["DBInstanceNetInfos"] as { DBInstanceNetInfo: NetInfo[] }).DBInstanceNetInfo;
      return infos.find((info) => info.ConnectionString.startsWith(prefix));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw wrap(error, `Resource ${id} DescribeDBInstanceNetInfo Failed!!!`);
    }
  }

  /** Entries of one allowlist group. */
  async securityIps(id: string, group: string): Promise<string[]> {
    const body = await this.call(id, "DescribeDBInstanceIPArrayList", { DBInstanceId: id });
    const groups = (body["Items"] as { DBInstanceIPArray: Record<string, string>[] }).DBInstanceIPArray;
    const found = groups.find((one) => one["DBInstanceIPArrayName"] === group);
    return (found?.["SecurityIPList"] ?? "").split(",").filter((entry) => entry !== "");
  }

  async waitRunning(id: string): Promise<void> {
    let status: unknown;
    await until(
      async () => {
        status = (await this.instance(id))?.["DBInstanceStatus"];
        return status === "Running" ? true : undefined;
      },
      LIMIT,
      () => `Resource ${id} WaitForDBInstance Timeout In ${LIMIT} Seconds. Got: ${String(status)} Expected: Running`,
    );
  }

  async waitConnection(id: string, prefix: string, there: boolean): Promise<void> {
    await until(
      async () => ((await this.connection(id, prefix)) !== undefined) === there || undefined,
      LIMIT,
      () => `Resource ${id}:${prefix} WaitForDBConnection Timeout In ${LIMIT} Seconds`,
    );
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof RpcFailure && (error.status === 404 || error.code.endsWith("NotFound"));
}

/** In the wording of the vendor's provider. */
export function wrap(error: unknown, what: string): ProviderError {
  if (error instanceof ProviderError) return error;
  const cause = error instanceof Error && !(error instanceof RpcFailure) ? error.message : String(error);
  return new ProviderError(`1 error occurred:\n\t* [ERROR] ${what} [SDK alibaba-cloud-sdk-go ERROR]:\n${cause}\n`);
}
