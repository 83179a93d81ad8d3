import { errors } from "./errors";
import type { AlicloudWorld } from "./facts";
import type { Parameters, ParameterTable } from "./parameters";

/** State shared by the actions: the world, the region of the endpoint, and facts about RDS that nothing else in the world needs. */
export interface Rds {
  world: AlicloudWorld;
  region: string;
  /** Prefixes of public endpoints being created, by instance. */
  pendingPrefixes: Map<string, string>;
  /** Attribute of an allowlist group (`hidden` groups belong to other services), by instance and group. */
  groupAttributes: Map<string, string>;
  /** Tags by instance. */
  tags: Map<string, Map<string, string>>;
  /** Runs `work` after a delay in the vendor's seconds, unless the service closes first. */
  after(vendorSeconds: number, work: () => void): void;
}

export interface Action {
  parameters: ParameterTable;
  /** The response without RequestId. */
  run(parameters: Parameters, rds: Rds): object | Promise<object>;
}

/** @throws RpcError when there is no such instance in this region */
export function instanceOf(parameters: Parameters, rds: Rds) {
  const instance = rds.world.alicloud.rds.find(parameters.need("DBInstanceId"));
  if (instance?.region !== rds.region) throw errors.instanceNotFound();
  return instance;
}

/** @throws RpcError when there is no such instance, or its status is not Running */
export function runningInstanceOf(parameters: Parameters, rds: Rds) {
  const instance = instanceOf(parameters, rds);
  if (instance.status !== "Running") throw errors.instanceStatus();
  return instance;
}
