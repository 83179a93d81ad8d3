import type { AlicloudWorld } from "../facts";
import type { Parameters, ParameterTable } from "../parameters";

export interface Vpc {
  world: AlicloudWorld;
  region: string;
  /** Runs `work` after a delay in the vendor's seconds, unless the service closes first. */
  after(vendorSeconds: number, work: () => void): void;
}

export interface VpcAction {
  parameters: ParameterTable;
  /** The response without RequestId. */
  run(parameters: Parameters, vpc: Vpc): object;
}

/** One page of a list. */
export function paged<T>(all: readonly T[], parameters: Parameters) {
  const size = parameters.integer("PageSize", { min: 1, max: 50, fallback: 10 });
  const page = parameters.integer("PageNumber", { min: 1, max: 100_000, fallback: 1 });
  return {
    items: all.slice((page - 1) * size, page * size),
    told: { PageNumber: page, PageSize: size, TotalCount: all.length },
  };
}

/** Tags as the API shows them. */
export function shown(tags: Readonly<Record<string, string>>): { Tag: { Key: string; Value: string }[] } {
  return { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}
