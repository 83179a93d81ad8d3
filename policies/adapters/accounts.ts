import type { AccessRule } from "../core/facets";
import { texts } from "../core/read";
import type { FactReader } from "./descriptor";

/**
 * Hosts of an account in a provider's own resource. No host means every host, unless the provider has another default.
 */
export function accountHosts(property: string, fallback?: string): FactReader {
  return (inputs) => {
    const sources = texts(inputs, property);
    const opening: AccessRule = {
      property,
      kind: "account",
      ...(property === "hosts" ? { list: true } : {}),
      direction: "ingress",
      ...(fallback === undefined ? { whenAbsent: "'%', every host" } : {}),
      ...(sources === undefined ? {} : { sources }),
    };
    return { opening: [opening] };
  };
}
