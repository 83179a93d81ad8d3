import type { AccessRule } from "../core/facets";
import type { Known } from "../core/values";

/** The direction of a rule. Anything that is not explicitly outbound, in any capitalisation, counts as inbound. */
export function directionOf(written: Known<string> | undefined): AccessRule["direction"] {
  return typeof written === "string" && written.trim().toLowerCase() === "egress" ? "egress" : "ingress";
}
