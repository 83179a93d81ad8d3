import type { AccessRule } from "../core/facets";
import { texts } from "../core/read";
import type { FactReader } from "./descriptor";

/** Hosts of an account in a vendor's own resource: an absent host is every host. */
export function accountHosts(property: string): FactReader {
  return (inputs) => {
    const sources = texts(inputs, property);
    const opening: AccessRule = {
      property,
      kind: "account",
      direction: "ingress",
      whenAbsent: "'%', every host",
      ...(sources === undefined ? {} : { sources }),
    };
    return { opening: [opening] };
  };
}
