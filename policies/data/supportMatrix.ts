import { ENGINE_VERSIONS, type EngineVersions } from "../../model/versions";
import type { Service } from "../core/task";

/** The versions that a service can replicate between. */
export interface Supported extends EngineVersions {
  service: Service;
}

/** The support matrix for MySQL. Services not listed here are not judged. */
export const SUPPORTED: readonly Supported[] = (Object.keys(ENGINE_VERSIONS) as Service[]).map((service) => ({
  service,
  ...ENGINE_VERSIONS[service],
}));

/**
 * The release series of a version: `8.0.36` and `MySQL 8.0` give 8.0, `8.4` gives 8.4; undefined when there is none.
 */
export function majorOf(version: string): string | undefined {
  const match = /(\d+)\.(\d+)/.exec(version);
  return match ? `${match[1]}.${match[2]}` : undefined;
}
