import { vpnName } from "../../model/spec/vpn";
import type { KnownHere } from "../core/clouds";

/**
 * Whether a part of a VPN has a name of the migration's, or, if nothing is known, of any. A name proves nothing, but it
 * is all that a part has between being made and being marked.
 */
export function hasOurVpnName(name: string, known: KnownHere | undefined): boolean {
  if (!known) return name.startsWith(vpnName({ name: "" }));
  return name === vpnName({ name: known.migration }) || known.names?.includes(name) === true;
}
