import type { AccessRule } from "../core/facets";
import type { Known } from "../core/values";

/** Which way a rule lets traffic pass. Only what clearly says out is out, however it is capitalised. */
export function directionOf(written: Known<string> | undefined): AccessRule["direction"] {
  return typeof written === "string" && written.trim().toLowerCase() === "egress" ? "egress" : "ingress";
}
