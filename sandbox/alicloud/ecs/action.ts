import type { AlicloudWorld } from "../facts";
import type { Parameters, ParameterTable } from "../parameters";

export interface Ecs {
  world: AlicloudWorld;
  region: string;
}

export interface EcsAction {
  parameters: ParameterTable;
  /** The response without RequestId. */
  run(parameters: Parameters, ecs: Ecs): object;
}
